SELECT ${task} AS task, ${needed} AS needed
FROM (SELECT run_id, task_key, unnest(dependencies) AS needed FROM main.task WHERE ${in_run})
