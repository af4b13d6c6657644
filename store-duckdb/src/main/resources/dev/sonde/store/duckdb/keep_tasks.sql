INSERT INTO ${s}tasks
SELECT run_id, task_key, task_prefix, state, coalesce(dependencies, []), result_bytes, cache,
  coalesce(attributes, heard.text), attempts, worker, start_ns, CASE WHEN NOT inferred THEN end_ns END,
  CASE WHEN NOT inferred THEN (end_ns - start_ns) / 1e9 END, error, submitted_ns, ready_ns, assigned_ns,
  coalesce(told.at_ns, end_ns, start_ns, first_ns), derived, first_ns, last_ns, on_worker, tried_ns, calls,
  parented, status, inferred, tried, attributes IS NOT NULL
FROM task_now
ORDER BY run_id, task_key;
