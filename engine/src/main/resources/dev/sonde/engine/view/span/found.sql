SELECT ${columns}, trace_id, span_id, parent_id, run_id, service, worker, task_key, task_prefix, component, role, error
FROM span
WHERE ${condition} AND (:party = '' OR worker = :party OR service = :party)
ORDER BY start_ns, end_ns, name, worker, seq
LIMIT :most
