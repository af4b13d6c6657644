SELECT task_prefix AS prefix, count(*) AS tasks, count(*) FILTER (state = 'erred') AS failed,
       avg(len(dependencies)) AS inputs
FROM task
GROUP BY task_prefix
ORDER BY prefix NULLS LAST
