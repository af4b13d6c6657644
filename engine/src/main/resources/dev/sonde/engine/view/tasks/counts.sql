SELECT count(*) AS tasks,
  count(*) FILTER (WHERE state = 'erred') AS erred,
  count(*) FILTER (WHERE derived) AS derived
FROM task
WHERE ${fits}
