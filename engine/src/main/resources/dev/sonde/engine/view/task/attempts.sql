SELECT attempt, worker, start_ns, end_ns, status, error, trace_id, span_id, inferred
FROM main.attempt
WHERE run_id = :task_run AND task_key = :key AND start_ns BETWEEN :first_ns AND :last_ns
ORDER BY attempt, start_ns, seq
