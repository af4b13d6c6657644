-- A bin's value is the sum over workers of what each had at most in it.
WITH placed AS (
  SELECT name, worker, least((at_ns - :window_start) // :width, :last_bin) AS bin, max(value) AS value
  FROM sample
  WHERE name IN ('process.memory.usage', 'worker.memory.limit', 'worker.spilled.bytes',
                 'worker.unspilled.bytes', 'disk.write.rate', 'disk.read.rate', 'network.rate')
    AND at_ns BETWEEN :window_start AND :window_end
  GROUP BY ALL
)
SELECT name, bin, sum(value)::DOUBLE AS value FROM placed GROUP BY name, bin ORDER BY name, bin
