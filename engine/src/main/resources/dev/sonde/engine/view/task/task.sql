SELECT task_prefix, state, worker, attempts, start_ns, end_ns, duration_s, error, submitted_ns, ready_ns,
  assigned_ns, since_ns, result_bytes, derived, attributes_json, len(dependencies) AS dependencies
FROM main.task
WHERE run_id = :task_run AND task_key = :key
