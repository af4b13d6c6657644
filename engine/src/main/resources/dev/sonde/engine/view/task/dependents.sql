SELECT task_key, state, count(*) OVER () AS total
FROM main.task
WHERE run_id = :task_run AND list_contains(dependencies, :key)
ORDER BY task_key
LIMIT :most
