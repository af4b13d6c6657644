SELECT run_id, status, start_ns, spans FROM run ORDER BY start_ns NULLS FIRST, run_id
