-- Runs are few, so that all are written again.
CREATE OR REPLACE TEMP TABLE run_now AS
SELECT run_id, min(span_start_ns) AS span_start_ns, max(span_end_ns) AS span_end_ns,
  sum(spans)::BIGINT AS spans, sum(tasks)::BIGINT AS tasks, sum(open_roots)::BIGINT AS open_roots,
  max(root_name) AS root_name, min(root_attributes) AS root_attributes, max(home_name) AS home_name
FROM (
  SELECT run_id, min(start_ns) AS span_start_ns, max(coalesce(end_ns, start_ns)) AS span_end_ns,
    count(*) AS spans, 0 AS tasks, count(*) FILTER (role = 'run' AND end_ns IS NULL) AS open_roots,
    NULL AS root_name, NULL AS root_attributes, NULL AS home_name
  FROM ${of_run} GROUP BY run_id
  ${roots}
  UNION ALL
  SELECT run_id, NULL, NULL, 0, 0, 0, NULL, NULL, max(json_extract_string(o.resource, '/run.name'))
  FROM (SELECT DISTINCT run_id, origin FROM ${of_run}) s JOIN ${s}origins o ON o.id = s.origin GROUP BY run_id
  UNION ALL
  SELECT run_id, NULL, NULL, 0, count(*) FILTER (announced) - count(*) FILTER (was_announced), 0, NULL, NULL, NULL
  FROM task_now GROUP BY run_id
  UNION ALL
  SELECT run_id, span_start_ns, span_end_ns, spans, tasks, open_roots, root_name, root_attributes, home_name
  FROM ${s}runs
  ${less})
GROUP BY run_id;

DELETE FROM ${s}runs;

INSERT INTO ${s}runs
SELECT run_id, coalesce(w.name, r.root_name, r.home_name),
  CASE WHEN w.started AND NOT w.finished OR r.open_roots > 0 THEN 'running' ELSE w.ended.status END,
  coalesce(r.span_start_ns, w.start_ns), coalesce(r.span_end_ns, w.end_ns),
  coalesce(w.words.text, r.root_attributes), coalesce(r.spans, 0), coalesce(r.tasks, 0), r.span_start_ns,
  r.span_end_ns, coalesce(r.open_roots, 0), r.root_name, r.root_attributes, r.home_name
FROM run_now r FULL JOIN ${s}heard_runs w USING (run_id)
WHERE r.spans > 0 OR w.run_id IS NOT NULL
ORDER BY run_id;
