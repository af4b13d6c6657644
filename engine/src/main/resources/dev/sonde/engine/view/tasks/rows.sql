SELECT task_key, task_prefix, state, worker, attempts, start_ns, duration_s,
  ${queue} AS queue_ns, error, attributes_json
FROM task
WHERE ${fits}
ORDER BY ${order}, run_id, task_key
LIMIT :most OFFSET :skipped
