-- Whom an unstarted task was given to is only said by events, whichever of them the options keep; a
-- running one by its attempt.
WITH given AS (
  SELECT run_id, task_key, max_by(worker, at_ns) AS worker
  FROM main.event
  WHERE ${in_run} AND at_ns <= :until AND name IN ('task.transition', 'task.placed')
    AND worker IS NOT NULL AND task_key IS NOT NULL
  GROUP BY run_id, task_key
), standing AS (
  SELECT t.run_id, t.task_key, t.task_prefix, t.state, t.derived,
         t.state = 'processing' AND t.start_ns IS NOT NULL AND t.end_ns IS NULL AS running, t.worker AS ran_on
  FROM task t
)
SELECT s.task_prefix, s.state, CASE WHEN s.running THEN s.ran_on ELSE g.worker END AS on_worker,
       s.running, s.derived, count(*) AS tasks
FROM standing s
LEFT JOIN given g ON g.run_id = s.run_id AND g.task_key = s.task_key AND s.state IN ('processing', 'ready')
GROUP BY ALL
ORDER BY ALL
