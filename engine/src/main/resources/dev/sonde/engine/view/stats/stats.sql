-- Self time: a span less the time that its children cover, both cut to the window. What children cover is
-- the union of their intervals: each adds what lies beyond the furthest end of those before it.
WITH kept AS (
  SELECT name, service, status, start_ns, end_ns, duration_ns, in_window, trace_hi, trace_lo, span_no, seq, weight
  FROM span
), inside AS (
  SELECT p.seq, greatest(c.start_ns, p.start_ns, :window_start) AS from_ns,
         least(coalesce(c.end_ns, p.end_ns), p.end_ns, :window_end) AS to_ns
  FROM kept p
  JOIN main.span c ON c.trace_hi = p.trace_hi AND c.trace_lo = p.trace_lo AND c.parent_no = p.span_no
  WHERE p.span_no <> 0 AND p.end_ns IS NOT NULL AND c.seq <> p.seq
), covered AS (
  SELECT seq, sum(greatest(0, to_ns - greatest(from_ns, reached))) AS ns FROM (
    SELECT seq, from_ns, to_ns,
           coalesce(max(to_ns) OVER (PARTITION BY seq ORDER BY from_ns, to_ns
                                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), from_ns) AS reached
    FROM inside WHERE to_ns > from_ns) AS laid
  GROUP BY seq
)
SELECT k.name, k.service, round(sum(k.weight))::BIGINT AS n,
       round(coalesce(sum(k.weight) FILTER (k.status = 'error'), 0))::BIGINT AS errors,
       NOT bool_and(k.weight = 1) AS estimated,
       CASE WHEN bool_and(k.weight = 1) THEN sum(k.duration_ns)::DOUBLE
            ELSE sum(k.duration_ns * k.weight) END AS total_ns, CASE WHEN bool_and(k.weight = 1) THEN sum(k.duration_ns - coalesce(c.ns, 0))::DOUBLE
            ELSE sum((k.duration_ns - coalesce(c.ns, 0)) * k.weight) END AS self_ns,
       count(k.duration_ns) AS ended, CASE WHEN bool_and(k.weight = 1) THEN avg(k.end_ns - k.start_ns) FILTER (k.in_window)
            ELSE sum((k.end_ns - k.start_ns) * k.weight) FILTER (k.in_window)
                 / sum(k.weight) FILTER (k.in_window AND k.end_ns IS NOT NULL) END AS mean_ns,
       quantile_cont(k.end_ns - k.start_ns, 0.5) FILTER (k.in_window) AS p50_ns,
       quantile_cont(k.end_ns - k.start_ns, 0.95) FILTER (k.in_window) AS p95_ns,
       quantile_cont(k.end_ns - k.start_ns, 0.99) FILTER (k.in_window) AS p99_ns,
       max(k.end_ns - k.start_ns) FILTER (k.in_window) AS max_ns
FROM kept k LEFT JOIN covered c ON c.seq = k.seq
GROUP BY k.name, k.service
ORDER BY total_ns DESC NULLS LAST, k.name, k.service
