SELECT name, worker, count(*) AS n, sum(coalesce(duration_ns, 0))::DOUBLE AS total_ns
FROM span
WHERE worker IS NOT NULL AND component IS NOT NULL AND component <> 'waiting'
GROUP BY name, worker
ORDER BY name, worker
