-- A task's times bound the search: a span that names it lies between them, and spans are kept by time.
SELECT trace_id, span_id, name, worker, component, role, phase, start_ns, end_ns, duration_s, status, bytes,
  from_worker, to_worker, task_key, data_key
FROM main.span
WHERE run_id = :task_run AND start_ns BETWEEN :first_ns AND :last_ns AND (task_key = :key OR data_key = :key)
ORDER BY start_ns, end_ns, name, worker, seq
LIMIT :most
