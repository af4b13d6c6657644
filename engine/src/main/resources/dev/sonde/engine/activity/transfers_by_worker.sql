SELECT to_worker AS worker, coalesce(sum(duration_ns), 0)::DOUBLE AS total_ns
FROM transfer
WHERE to_worker IS NOT NULL
GROUP BY to_worker
