WITH wanted AS (
  SELECT DISTINCT u.dependency AS task_key
  FROM main.task t CROSS JOIN UNNEST(t.dependencies) AS u(dependency)
  WHERE t.run_id = :task_run AND t.task_key = :key)
SELECT w.task_key, t.state, t.end_ns, t.worker
FROM wanted w LEFT JOIN main.task t ON t.run_id = :task_run AND t.task_key = w.task_key
ORDER BY CASE WHEN t.state = 'erred' THEN 0 WHEN t.state IN ('memory', 'released') THEN 2 ELSE 1 END,
  t.end_ns DESC NULLS FIRST, w.task_key
LIMIT :most
