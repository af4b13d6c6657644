SELECT ${task} AS number, ${prefix} AS prefix, coalesce(submitted_ns, -1) AS submitted_ns,
  coalesce(ready_ns, -1) AS ready_ns, coalesce(assigned_ns, -1) AS assigned_ns, (coalesce(len(dependencies), 0) > 0 OR submitted_ns IS NOT NULL OR ready_ns IS NOT NULL)::BIGINT AS told,
  task_key
FROM main.task WHERE ${in_run}
