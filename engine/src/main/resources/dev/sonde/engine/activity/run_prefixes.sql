SELECT ${prefix} AS number, task_prefix FROM (
  SELECT DISTINCT task_prefix FROM main.task WHERE ${in_run} AND task_prefix IS NOT NULL)
ORDER BY task_prefix
