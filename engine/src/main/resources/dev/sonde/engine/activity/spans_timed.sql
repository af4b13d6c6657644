-- A sampled span stands for as many as it weighs; its duration is one of theirs.
WITH took AS (
  SELECT service, name, kind, weight, status = 'error' AS failed,
         CASE WHEN in_window AND status <> 'error' THEN end_ns - start_ns END AS took
  FROM span
  WHERE role NOT IN ('run', 'idle', 'metrics')
)
SELECT service, name, kind, round(sum(weight))::BIGINT AS spans,
       round(coalesce(sum(weight) FILTER (failed), 0))::BIGINT AS failed,
       count(took) AS timed, quantile_cont(took, 0.5) AS median_ns, sum(took)::DOUBLE AS total_ns,
       avg(ln(greatest(took, 1))) AS log_mean, var_samp(ln(greatest(took, 1))) AS log_variance
FROM took
GROUP BY service, name, kind
ORDER BY name, service NULLS LAST, kind NULLS LAST
