SELECT task_prefix AS prefix, count(*) AS attempts, count(*) FILTER (status = 'error') AS erred,
       (sum(duration_ns) FILTER (NOT inferred))::DOUBLE AS total_ns,
       avg(end_ns - start_ns) FILTER (in_window AND NOT inferred) AS mean_ns,
       quantile_cont(end_ns - start_ns, 0.9) FILTER (in_window AND NOT inferred) AS p90_ns,
       (max(end_ns - start_ns) FILTER (in_window AND NOT inferred))::DOUBLE AS max_ns
FROM attempt
WHERE worker = :worker
GROUP BY task_prefix
ORDER BY total_ns DESC NULLS LAST, prefix
