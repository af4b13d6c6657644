-- What failed and what has not started; numbered in an order that both queries share.
WITH affected AS (
  SELECT run_id, task_key, state FROM main.task
  WHERE ${in_run} AND state IN ('erred', 'submitted', 'waiting', 'queued'))
SELECT number, task_key, run_id, nodes FROM (
  SELECT run_id, task_key, state, count(*) OVER () AS nodes,
    row_number() OVER (ORDER BY run_id, task_key) - 1 AS number
  FROM affected)
WHERE state = 'erred'
ORDER BY number
