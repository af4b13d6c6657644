-- Where no span has a parent, nothing is known of self time, and no join is needed.
SELECT name, service, round(sum(weight))::BIGINT AS n,
       round(coalesce(sum(weight) FILTER (status = 'error'), 0))::BIGINT AS errors,
       NOT bool_and(weight = 1) AS estimated,
       CASE WHEN bool_and(weight = 1) THEN sum(duration_ns)::DOUBLE
            ELSE sum(duration_ns * weight) END AS total_ns, NULL::DOUBLE AS self_ns, count(duration_ns) AS ended,
       CASE WHEN bool_and(weight = 1) THEN avg(end_ns - start_ns) FILTER (in_window)
            ELSE sum((end_ns - start_ns) * weight) FILTER (in_window)
                 / sum(weight) FILTER (in_window AND end_ns IS NOT NULL) END AS mean_ns,
       quantile_cont(end_ns - start_ns, 0.5) FILTER (in_window) AS p50_ns,
       quantile_cont(end_ns - start_ns, 0.95) FILTER (in_window) AS p95_ns,
       quantile_cont(end_ns - start_ns, 0.99) FILTER (in_window) AS p99_ns,
       max(end_ns - start_ns) FILTER (in_window) AS max_ns
FROM span
GROUP BY name, service
ORDER BY total_ns DESC NULLS LAST, name, service
