SELECT 'worker.transfer.recv' AS name, count(*) AS n, sum(duration_ns)::DOUBLE AS total_ns
FROM transfer HAVING count(*) > 0
UNION ALL
SELECT name, count(*), sum(duration_ns)::DOUBLE FROM span WHERE role = 'stage' GROUP BY name
ORDER BY name
