SELECT worker, count(*) AS attempts, count(*) FILTER (last) AS tasks,
       count(*) FILTER (end_ns IS NULL) AS running, coalesce(sum(busy_ns), 0)::DOUBLE AS busy_ns
FROM attempt
WHERE worker IS NOT NULL
GROUP BY worker
