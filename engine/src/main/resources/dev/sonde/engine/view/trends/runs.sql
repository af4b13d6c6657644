WITH crew AS (SELECT run_id, count(DISTINCT worker) AS workers FROM main.worker GROUP BY run_id),
measured AS (
  SELECT run_id, max(value) FILTER (name = 'process.memory.usage') AS memory,
    avg(value) FILTER (name = 'process.cpu.utilization') AS cpu
  FROM main.sample WHERE name IN ('process.memory.usage', 'process.cpu.utilization') GROUP BY run_id)
SELECT r.run_id, (r.end_ns - r.start_ns) / 1e9 AS wall, c.workers, m.memory, m.cpu
FROM run r LEFT JOIN crew c USING (run_id) LEFT JOIN measured m USING (run_id)
WHERE r.spans > 0
ORDER BY r.start_ns, r.run_id
