-- Why a task without a failed attempt has erred, its transition may say.
WITH told AS (
  SELECT run_id, task_key, max_by(concat_ws(': ', attr(attributes, 'exception.type'),
    attr(attributes, 'exception.message')), at_ns) AS error
  FROM main.event
  WHERE name = 'task.transition' AND attr(attributes, 'exception.type') IS NOT NULL
    AND (run_id, task_key) IN (SELECT (run_id, task_key) FROM task WHERE state = 'erred' AND error IS NULL)
  GROUP BY run_id, task_key)
SELECT t.run_id, t.task_key, t.task_prefix, t.worker, coalesce(t.error, o.error) AS error, a.trace_id, a.span_id, a.moments
FROM task t
LEFT JOIN main.attempt a ON a.run_id = t.run_id AND a.task_key = t.task_key AND a.last
LEFT JOIN told o ON o.run_id = t.run_id AND o.task_key = t.task_key
WHERE t.state = 'erred'
