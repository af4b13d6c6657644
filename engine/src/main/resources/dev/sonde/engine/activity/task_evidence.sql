SELECT count(*) AS tasks,
  count(*) FILTER (WHERE NOT derived) AS told,
  count(*) FILTER (WHERE dependencies <> []) AS dependent,
  count(*) FILTER (WHERE ready_ns IS NOT NULL) AS timed
FROM main.task
WHERE ${in_run}
