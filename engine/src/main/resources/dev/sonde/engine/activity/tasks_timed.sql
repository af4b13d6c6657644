-- What failed ended early or late for reasons of its own; only what went well is timed.
WITH tried AS (
  SELECT task_prefix AS prefix, ${hit} AS hit, cache IS NOT NULL AS looked_up, last,
         CASE WHEN in_window AND NOT inferred AND status <> 'error' THEN end_ns - start_ns END AS took
  FROM attempt
)
SELECT prefix, hit, count(*) FILTER (last) AS tasks, count(*) FILTER (NOT last) AS repeated,
       count(*) FILTER (looked_up) AS lookups, count(took) AS timed, quantile_cont(took, 0.5) AS median_ns,
       sum(took)::DOUBLE AS total_ns, avg(ln(greatest(took, 1))) AS log_mean,
       var_samp(ln(greatest(took, 1))) AS log_variance
FROM tried
GROUP BY prefix, hit
ORDER BY prefix NULLS LAST, hit
