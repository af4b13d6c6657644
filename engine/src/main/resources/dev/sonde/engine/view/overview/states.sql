SELECT state, count(*) AS tasks FROM task GROUP BY state ORDER BY state
