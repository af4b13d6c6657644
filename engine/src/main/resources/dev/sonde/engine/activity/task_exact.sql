SELECT run_id, task_key, first_ns, last_ns FROM main.task
WHERE task_key = :key AND ${in_run}
ORDER BY last_ns DESC, run_id
LIMIT 1
