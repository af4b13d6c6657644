-- Every key that new records speak of, together with what was known of it.
CREATE OR REPLACE TEMP TABLE task_now AS
WITH seen AS (
  SELECT run_id, task_key, min(task_prefix) AS task_prefix, min(first_ns) AS first_ns, max(last_ns) AS last_ns,
    bool_or(announces) AS announces, bool_or(on_worker) AS on_worker, min(tried_ns) AS tried_ns,
    sum(calls)::BIGINT AS calls, sum(parented)::BIGINT AS parented
  FROM (
    SELECT run_id, task_key, min(task_prefix) AS task_prefix, min(start_ns) AS first_ns,
      max(coalesce(end_ns, start_ns)) AS last_ns, bool_or(role IN ('attempt', 'phase', 'scheduler')) AS announces,
      bool_or(role = 'phase' AND worker IS NOT NULL) AS on_worker, min(start_ns) FILTER (${makes_known}) AS tried_ns,
      count(*) FILTER (role IN ('attempt', 'span')) AS calls,
      count(parent_no) FILTER (role IN ('attempt', 'span')) AS parented
    FROM ${of_task} WHERE task_key IS NOT NULL GROUP BY run_id, task_key
    UNION ALL
    SELECT run_id, data_key, NULL, min(start_ns), max(coalesce(end_ns, start_ns)), false, false, NULL, 0, 0
    FROM ${of_data} WHERE data_key IS NOT NULL GROUP BY run_id, data_key
    UNION ALL
    SELECT run_id, task_key, task_prefix, first_ns, last_ns, true, false, NULL, 0, 0 FROM ${hearing})
  GROUP BY run_id, task_key),
old AS MATERIALIZED (FROM task_old ANTI JOIN redo_task USING (run_id, task_key)),
-- The last attempt: looked at anew where a new record may have made it known, else as it was.
final AS (
  SELECT t.run_id, t.task_key, t.worker, t.start_ns, t.end_ns, t.inferred, t.error, t.status, t.submitted_ns,
    t.ready_ns, t.assigned_ns, t.result_bytes, t.cache, t.attributes
  FROM tries t LEFT JOIN ${s}attempt_numbers n USING (seq) WHERE coalesce(n.last, true)
  UNION ALL
  SELECT o.run_id, o.task_key, o.worker, o.start_ns, CASE WHEN o.inferred THEN o.start_ns ELSE o.end_ns END,
    o.inferred, o.error, o.try_status, o.submitted_ns, o.ready_ns, o.assigned_ns, o.result_bytes, o.cache,
    CASE WHEN o.own THEN o.attributes END
  FROM old o JOIN seen m USING (run_id, task_key) WHERE o.attempts > 0 AND m.tried_ns IS NULL),
tried AS (
  SELECT run_id, task_key, count(*) AS attempts,
    max(CASE WHEN contains(attributes, '"task.dependencies":')
             THEN json_extract(attributes, '/task.dependencies')::VARCHAR[] END) AS tried
  FROM tries GROUP BY run_id, task_key
  UNION ALL
  SELECT o.run_id, o.task_key, o.attempts, o.tried
  FROM old o JOIN seen m USING (run_id, task_key) WHERE o.attempts > 0 AND m.tried_ns IS NULL),
known AS (
  SELECT m.run_id, m.task_key, least(m.task_prefix, o.task_prefix) AS task_prefix,
    least(m.first_ns, o.first_ns) AS first_ns, greatest(m.last_ns, o.last_ns) AS last_ns,
    m.announces OR o.state IS NOT NULL AS announced, o.state IS NOT NULL AS was_announced,
    m.on_worker OR coalesce(o.on_worker, false) AS on_worker, least(m.tried_ns, o.tried_ns) AS tried_ns,
    m.calls + coalesce(o.calls, 0) AS calls, m.parented + coalesce(o.parented, 0) AS parented,
    coalesce(t.attempts, 0) AS attempts, t.tried, f.worker, f.start_ns, f.end_ns, f.inferred, f.error, f.status,
    f.submitted_ns, f.ready_ns, f.assigned_ns, f.result_bytes, f.cache, f.attributes, h.heard,
    CASE WHEN h.said IS NULL OR t.tried > h.said THEN t.tried ELSE h.said END AS dependencies,
    -- A transition from before the end of the last attempt is overtaken by it; one into a state from before
    -- any attempt also by its start.
    CASE WHEN f.task_key IS NULL OR h.told.at_ns >= f.end_ns
           OR (f.end_ns IS NULL AND NOT (h.told.stage < 5 AND h.told.at_ns < f.start_ns))
         THEN h.told END AS told,
    h.told IS NULL AS derived
  FROM seen m
  LEFT JOIN old o USING (run_id, task_key)
  LEFT JOIN final f USING (run_id, task_key)
  LEFT JOIN tried t USING (run_id, task_key)
  LEFT JOIN ${heard} h USING (run_id, task_key))
SELECT *, CASE WHEN announced THEN coalesce(told.state,
  CASE WHEN attempts = 0 AND len(dependencies) > 0 THEN 'waiting'
       WHEN attempts = 0 AND on_worker THEN 'processing'
       WHEN attempts = 0 THEN 'submitted'
       WHEN end_ns IS NULL THEN 'processing'
       WHEN status = 'error' THEN 'erred'
       ELSE 'memory' END) END AS state
FROM known;
