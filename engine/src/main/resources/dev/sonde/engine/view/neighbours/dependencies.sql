WITH wanted AS (
  SELECT DISTINCT u.dependency AS task_key
  FROM main.task t CROSS JOIN UNNEST(t.dependencies) AS u(dependency)
  WHERE t.run_id = :task_run AND t.task_key = :key),
neighbour AS (
  SELECT w.task_key, t.task_prefix, t.state, t.worker, t.start_ns, t.end_ns, t.result_bytes
  FROM wanted w LEFT JOIN main.task t ON t.run_id = :task_run AND t.task_key = w.task_key)
SELECT ${columns} FROM neighbour WHERE ${fits} ${page}
