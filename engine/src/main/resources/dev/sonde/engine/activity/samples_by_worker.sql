-- What is measured in parts (modes of a processor, several processes) is one value at one moment.
WITH measured AS (
  SELECT worker, name, at_ns, sum(value) AS value
  FROM sample
  WHERE worker IS NOT NULL
    AND name IN ('process.cpu.utilization', 'process.memory.usage', 'worker.memory.limit')
  GROUP BY worker, name, at_ns
)
SELECT worker,
       avg(value) FILTER (name = 'process.cpu.utilization') AS cpu,
       max_by(value, at_ns) FILTER (name = 'process.memory.usage') AS memory,
       max(value) FILTER (name = 'process.memory.usage') AS peak,
       max_by(value, at_ns) FILTER (name = 'worker.memory.limit') AS memory_limit
FROM measured
GROUP BY worker
