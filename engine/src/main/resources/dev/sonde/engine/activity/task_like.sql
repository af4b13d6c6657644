-- One task of several runs is one match: that of the run that spoke of it last.
SELECT max(run_id) AS run_id, task_key, min(first_ns) AS first_ns, max(last_ns) AS last_ns
FROM main.task
WHERE ${in_run} AND ${matches}
GROUP BY task_key
ORDER BY length(task_key), task_key
LIMIT :most
