-- The state of each task at the horizon, from what had been said and had begun by then.
WITH given AS (
  SELECT run_id, task_key, max_by(worker, at_ns) AS worker
  FROM event
  WHERE name IN ('task.transition', 'task.placed') AND worker IS NOT NULL AND task_key IS NOT NULL
  GROUP BY run_id, task_key
), staged AS (
  SELECT run_id, task_key, at_ns, ${to} AS state,
         list_position(['submitted', 'waiting', 'queued', 'ready', 'processing', 'memory', 'erred',
                        'released', 'cancelled'], ${to}) AS stage
  FROM event WHERE name = 'task.transition' AND task_key IS NOT NULL
), told AS (
  SELECT run_id, task_key, last.at_ns AS at_ns, last.state AS state FROM (
    SELECT run_id, task_key, max({'at_ns': at_ns, 'stage': stage, 'state': state}) AS last
    FROM staged WHERE stage IS NOT NULL GROUP BY run_id, task_key)
), tried AS (
  SELECT run_id, task_key, last.worker AS worker, last.start_ns AS start_ns, last.end_ns AS end_ns,
         last.status AS status FROM (
    SELECT run_id, task_key, max({'attempt': attempt, 'start_ns': start_ns, 'end_ns': end_ns,
                                  'status': status, 'worker': worker}) AS last
    FROM attempt GROUP BY run_id, task_key)
), known AS (
  SELECT t.run_id, t.task_key, t.task_prefix, t.dependencies, t.ready_ns, t.assigned_ns,
         a.worker, a.start_ns, a.end_ns, a.status,
         CASE WHEN a.start_ns IS NULL OR w.at_ns >= coalesce(a.end_ns, a.start_ns) THEN w.state END AS said
  FROM task t
  LEFT JOIN tried a ON a.run_id = t.run_id AND a.task_key = t.task_key
  LEFT JOIN told w ON w.run_id = t.run_id AND w.task_key = t.task_key
  WHERE least(t.first_ns, coalesce(t.submitted_ns, t.first_ns)) <= :horizon
), standing AS (
  SELECT *, coalesce(said,
    CASE WHEN start_ns IS NOT NULL AND end_ns IS NULL THEN 'processing'
         WHEN start_ns IS NOT NULL AND status = 'error' THEN 'erred'
         WHEN start_ns IS NOT NULL THEN 'memory'
         WHEN assigned_ns <= :horizon THEN 'processing'
         WHEN ready_ns <= :horizon THEN 'ready'
         WHEN len(dependencies) > 0 THEN 'waiting'
         ELSE 'submitted' END) AS state
  FROM known
), placed AS (
  SELECT s.task_prefix, s.state, s.state = 'processing' AND s.start_ns IS NOT NULL AND s.end_ns IS NULL AS running,
         s.worker, g.worker AS given_to, s.said IS NULL AND s.assigned_ns IS NULL AS derived
  FROM standing s
  LEFT JOIN given g ON g.run_id = s.run_id AND g.task_key = s.task_key AND s.state IN ('processing', 'ready')
)
SELECT task_prefix, state, CASE WHEN running THEN worker ELSE given_to END AS on_worker, running, derived,
       count(*) AS tasks
FROM placed
GROUP BY ALL
ORDER BY ALL
