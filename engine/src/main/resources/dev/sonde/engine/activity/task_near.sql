SELECT DISTINCT task_key FROM main.task
WHERE ${in_run} AND starts_with(task_key, :head)
ORDER BY task_key
LIMIT :most
