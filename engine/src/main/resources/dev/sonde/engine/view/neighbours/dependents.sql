WITH neighbour AS (
  SELECT t.task_key, t.task_prefix, t.state, t.worker, t.start_ns, t.end_ns, t.result_bytes
  FROM main.task t
  WHERE t.run_id = :task_run AND list_contains(t.dependencies, :key))
SELECT ${columns} FROM neighbour WHERE ${fits} ${page}
