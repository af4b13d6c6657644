-- What lists, overview and graphs need of the past, per ten seconds: derived, and made anew by one
-- command. Durations fall into bins of 1 %: bin b holds those from 1.01^b ns up to 1.01^(b+1).
CREATE OR REPLACE TABLE ${into}rollup AS
SELECT start_ns // 10000000000 * 10000000000 AS bin_ns, run_id, name, service, task_prefix, worker, role,
  component, count(*) AS count, count(*) FILTER (status = 'error') AS errors,
  count(*) FILTER (end_ns IS NULL) AS open, sum(end_ns - start_ns)::BIGINT AS sum_ns,
  max(end_ns - start_ns) AS max_ns,
  histogram(floor(ln(greatest(end_ns - start_ns, 1)) / ln(1.01))::SMALLINT) AS histogram
FROM spans GROUP BY ALL ORDER BY bin_ns, run_id, name, worker;

-- Calls between services, from parent and child; and between prefixes, from the tasks' dependencies.
CREATE OR REPLACE TABLE ${into}rollup_edge AS
SELECT c.start_ns // 10000000000 * 10000000000 AS bin_ns, c.run_id, 'service' AS kind, p.service AS from_id,
  c.service AS to_id, count(*) AS count, count(*) FILTER (c.status = 'error') AS errors,
  sum(c.end_ns - c.start_ns)::BIGINT AS sum_ns,
  histogram(floor(ln(greatest(c.end_ns - c.start_ns, 1)) / ln(1.01))::SMALLINT) AS histogram
FROM spans c JOIN spans p
  ON p.trace_hi = c.trace_hi AND p.trace_lo = c.trace_lo AND p.span_no = c.parent_no AND p.service <> c.service
GROUP BY ALL
UNION ALL
SELECT coalesce(t.start_ns, t.first_ns) // 10000000000 * 10000000000, t.run_id, 'prefix', d.task_prefix,
  t.task_prefix, count(*), count(*) FILTER (t.state = 'erred'), sum(t.end_ns - t.start_ns)::BIGINT,
  histogram(floor(ln(greatest(t.end_ns - t.start_ns, 1)) / ln(1.01))::SMALLINT)
FROM (SELECT run_id, task_prefix, start_ns, end_ns, first_ns, state, unnest(dependencies) AS needs
      FROM tasks WHERE state IS NOT NULL) t
JOIN tasks d ON d.run_id = t.run_id AND d.task_key = t.needs AND d.state IS NOT NULL
GROUP BY ALL;
