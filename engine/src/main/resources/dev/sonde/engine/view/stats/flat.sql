-- Where no span has a parent, nothing is known of self time, and no join is needed.
SELECT name, service, count(*) AS n, count(*) FILTER (status = 'error') AS errors,
       sum(duration_ns)::DOUBLE AS total_ns, NULL::DOUBLE AS self_ns, count(duration_ns) AS ended,
       avg(end_ns - start_ns) FILTER (in_window) AS mean_ns,
       quantile_cont(end_ns - start_ns, 0.5) FILTER (in_window) AS p50_ns,
       quantile_cont(end_ns - start_ns, 0.95) FILTER (in_window) AS p95_ns,
       quantile_cont(end_ns - start_ns, 0.99) FILTER (in_window) AS p99_ns,
       max(end_ns - start_ns) FILTER (in_window) AS max_ns
FROM span
GROUP BY name, service
ORDER BY total_ns DESC NULLS LAST, name, service
