-- Where the span of the call itself is missing, an attempt is inferred from the others of the same worker
-- and key; when it began and ended is not known.
CREATE TABLE inferred AS
SELECT p.run_id, p.task_key, min(p.task_prefix) AS task_prefix, p.worker, min(p.service) AS service,
       min(p.start_ns) AS start_ns, min(p.seq) AS seq, min(p.origin) AS origin
FROM spans p
WHERE p.role = 'phase' AND p.task_key IS NOT NULL
  AND (starts_with(p.name, 'worker.exec.') OR p.name = 'worker.store_data')
  AND NOT EXISTS (
    FROM spans a WHERE a.role = 'attempt' AND a.run_id = p.run_id AND a.task_key = p.task_key
      AND a.worker IS NOT DISTINCT FROM p.worker)
GROUP BY p.run_id, p.task_key, p.worker;

CREATE TEMP TABLE tries AS
SELECT run_id, task_key, attempt, worker, start_ns, end_ns, status, error, submitted_ns, ready_ns,
       assigned_ns, result_bytes, cache, seq, trace_hi, trace_lo, span_no, attributes, false AS inferred
FROM spans WHERE role = 'attempt' AND task_key IS NOT NULL
UNION ALL
SELECT run_id, task_key, NULL, worker, start_ns, start_ns, 'unset', NULL, NULL, NULL, NULL, NULL, NULL, seq,
       0, 0, 0, NULL, true
FROM inferred;

-- Numbers of the attempts of tasks that have several; all others are the first and the last.
CREATE TABLE attempt_numbers AS
SELECT seq, coalesce(attempt, n) AS number, n = tries AS last FROM (
  SELECT t.seq, t.attempt, count(*) OVER (PARTITION BY t.run_id, t.task_key) AS tries,
    row_number() OVER (PARTITION BY t.run_id, t.task_key
      ORDER BY t.attempt NULLS FIRST, t.start_ns, t.end_ns, t.worker, t.trace_hi, t.trace_lo, t.span_no,
        t.attributes, t.seq) AS n
  FROM tries t JOIN (SELECT run_id, task_key FROM tries GROUP BY run_id, task_key HAVING count(*) > 1)
    USING (run_id, task_key));

CREATE TEMP TABLE final_try AS
SELECT t.* FROM tries t LEFT JOIN attempt_numbers n USING (seq) WHERE coalesce(n.last, true);

-- The states that a scheduler announced; of several at one moment the later in a task's life counts.
CREATE TEMP TABLE transition AS
SELECT run_id, task_key, at_ns, attributes,
       json_extract_string(attributes, '/task.state.to') AS state,
       list_position(['submitted', 'waiting', 'queued', 'ready', 'processing', 'memory', 'erred',
                      'released', 'cancelled'], json_extract_string(attributes, '/task.state.to')) AS stage
FROM events WHERE name = 'task.transition' AND task_key IS NOT NULL;

CREATE TEMP TABLE announced AS
SELECT run_id, task_key, last.state AS state, last.at_ns AS at_ns FROM (
  SELECT run_id, task_key, max({'at_ns': at_ns, 'stage': stage, 'state': state}) AS last
  FROM transition WHERE stage IS NOT NULL GROUP BY run_id, task_key);

CREATE TEMP TABLE depends AS
SELECT run_id, task_key, max(json_extract(attributes, '/task.dependencies')::VARCHAR[]) AS dependencies FROM (
  SELECT run_id, task_key, attributes FROM tries WHERE contains(attributes, '"task.dependencies":')
  UNION ALL
  SELECT run_id, task_key, attributes FROM events
  WHERE task_key IS NOT NULL AND contains(attributes, '"task.dependencies":'))
GROUP BY run_id, task_key;

-- Every key that a span or an event announces, and when anything spoke of it.
CREATE TEMP TABLE mention AS
SELECT run_id, task_key, min(task_prefix) AS task_prefix, min(first_ns) AS first_ns, max(last_ns) AS last_ns,
       bool_or(announces) AS announces, bool_or(on_worker) AS on_worker
FROM (
  SELECT run_id, task_key, min(task_prefix) AS task_prefix, min(start_ns) AS first_ns,
         max(coalesce(end_ns, start_ns)) AS last_ns,
         bool_or(role IN ('attempt', 'phase', 'scheduler')) AS announces,
         bool_or(role = 'phase' AND worker IS NOT NULL) AS on_worker
  FROM spans WHERE task_key IS NOT NULL GROUP BY run_id, task_key
  UNION ALL
  SELECT run_id, data_key, NULL, min(start_ns), max(coalesce(end_ns, start_ns)), false, false
  FROM spans WHERE data_key IS NOT NULL GROUP BY run_id, data_key
  UNION ALL
  SELECT run_id, task_key, min(task_prefix), min(at_ns), max(at_ns), true, false
  FROM events WHERE task_key IS NOT NULL GROUP BY run_id, task_key)
GROUP BY run_id, task_key HAVING announces;

CREATE TABLE tasks AS
WITH known AS (
  SELECT m.run_id, m.task_key, m.task_prefix, m.first_ns, m.last_ns, m.on_worker,
    f.seq AS try, f.worker, f.start_ns, f.end_ns, f.inferred, f.error, f.status, f.submitted_ns, f.ready_ns,
    f.assigned_ns, f.result_bytes, f.cache, f.attributes, d.dependencies,
    -- A transition from before the end of the last attempt is overtaken by it.
    CASE WHEN f.seq IS NULL OR f.end_ns IS NULL OR a.at_ns >= f.end_ns THEN a.state END AS told,
    CASE WHEN f.seq IS NULL OR f.end_ns IS NULL OR a.at_ns >= f.end_ns THEN a.at_ns END AS told_ns,
    a.state IS NULL AS derived
  FROM mention m
  LEFT JOIN final_try f USING (run_id, task_key)
  LEFT JOIN announced a USING (run_id, task_key)
  LEFT JOIN depends d USING (run_id, task_key)),
stated AS (
  SELECT *, coalesce(told,
    CASE WHEN try IS NULL AND len(dependencies) > 0 THEN 'waiting'
         WHEN try IS NULL AND on_worker THEN 'processing'
         WHEN try IS NULL THEN 'submitted'
         WHEN end_ns IS NULL THEN 'processing'
         WHEN status = 'error' THEN 'erred'
         ELSE 'memory' END) AS state
  FROM known)
SELECT s.run_id, s.task_key, s.task_prefix, s.state, coalesce(s.dependencies, []) AS dependencies,
  s.result_bytes, s.cache, coalesce(s.attributes, e.attributes) AS attributes,
  coalesce(n.attempts, 0) AS attempts, s.worker, s.start_ns,
  CASE WHEN NOT s.inferred THEN s.end_ns END AS end_ns,
  CASE WHEN NOT s.inferred THEN (s.end_ns - s.start_ns) / 1e9 END AS duration_s,
  s.error, s.submitted_ns, s.ready_ns, s.assigned_ns,
  coalesce(s.told_ns, s.end_ns, s.start_ns, s.first_ns) AS since_ns,
  s.derived, s.first_ns, s.last_ns
FROM stated s
LEFT JOIN (SELECT run_id, task_key, count(*) AS attempts FROM tries GROUP BY run_id, task_key) n
  USING (run_id, task_key)
LEFT JOIN (SELECT run_id, task_key, min_by(attributes, {'at_ns': at_ns, 'text': attributes}) AS attributes
           FROM transition GROUP BY run_id, task_key) e USING (run_id, task_key)
ORDER BY s.run_id, s.task_key;
