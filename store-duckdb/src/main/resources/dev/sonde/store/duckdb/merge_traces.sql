-- With what was known of them.
CREATE OR REPLACE TEMP TABLE trace_now AS
SELECT n.trace_hi, n.trace_lo, least(n.run_id, o.run_id) AS run_id, least(n.start_ns, o.start_ns) AS start_ns,
  greatest(n.end_ns, o.end_ns) AS end_ns, n.spans + coalesce(o.spans, 0) - coalesce(g.spans, 0) AS spans,
  n.errors + coalesce(o.errors, 0) - coalesce(g.errors, 0) AS errors,
  CASE WHEN o.spans IS NOT NULL AND
            {'child': o.root_child, 'start_ns': o.root_ns, 'name': o.root, 'service': o.service} < n.root
       THEN {'child': o.root_child, 'start_ns': o.root_ns, 'name': o.root, 'service': o.service} ELSE n.root END AS root,
  CASE WHEN o.spans IS NULL OR o.services = n.services THEN n.services
       ELSE list_sort(list_distinct(list_concat(n.services, o.services))) END AS services
FROM trace_now n
LEFT JOIN (FROM known_trace ANTI JOIN redo_trace USING (trace_hi, trace_lo)) o USING (trace_hi, trace_lo)
LEFT JOIN (
  SELECT trace_hi, trace_lo, count(*) AS spans, count(*) FILTER (status = 'error') AS errors
  FROM gone ANTI JOIN redo_trace USING (trace_hi, trace_lo) GROUP BY trace_hi, trace_lo) g
  USING (trace_hi, trace_lo);

DELETE FROM ${s}traces WHERE rowid IN (
  SELECT place FROM known_trace SEMI JOIN trace_now USING (trace_hi, trace_lo));
${redone_traces}
