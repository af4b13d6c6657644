WITH affected AS (
  SELECT run_id, task_key, dependencies, row_number() OVER (ORDER BY run_id, task_key) - 1 AS number
  FROM main.task
  WHERE ${in_run} AND state IN ('erred', 'submitted', 'waiting', 'queued')),
needed AS (
  SELECT run_id, number, u.dependency FROM affected CROSS JOIN UNNEST(dependencies) AS u(dependency))
SELECT a.number AS from_number, n.number AS to_number
FROM needed n JOIN affected a ON a.run_id = n.run_id AND a.task_key = n.dependency
