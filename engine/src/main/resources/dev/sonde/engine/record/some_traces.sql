SELECT trace_id FROM trace ORDER BY start_ns, trace_id LIMIT 1000
