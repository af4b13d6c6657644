SELECT trace_id, trace_hi, trace_lo, start_ns, end_ns, spans, errors
FROM trace WHERE trace_id LIKE :pattern ORDER BY start_ns, trace_id LIMIT 4
