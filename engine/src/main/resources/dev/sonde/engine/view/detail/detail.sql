WITH pairs AS (
  SELECT worker, task_prefix AS prefix, count(*) AS attempts,
         (sum(duration_ns) FILTER (NOT inferred))::DOUBLE AS total_ns,
         count(*) FILTER (in_window AND NOT inferred AND end_ns IS NOT NULL) AS timed,
         avg(end_ns - start_ns) FILTER (in_window AND NOT inferred) AS mean_ns,
         quantile_cont(end_ns - start_ns, 0.9) FILTER (in_window AND NOT inferred) AS p90_ns,
         count(*) FILTER (status = 'error') AS erred
  FROM attempt
  WHERE worker IS NOT NULL
  GROUP BY worker, task_prefix
), compared AS (
  SELECT *,
         (sum(mean_ns * timed) OVER (PARTITION BY prefix) - coalesce(mean_ns * timed, 0))
           / nullif(sum(timed) OVER (PARTITION BY prefix) - timed, 0) AS elsewhere_ns
  FROM pairs
)
SELECT worker, prefix, attempts, total_ns, mean_ns, p90_ns, erred,
       mean_ns / nullif(elsewhere_ns, 0) AS factor
FROM compared
ORDER BY total_ns DESC NULLS LAST, worker, prefix
