SELECT trace_hi, trace_lo FROM trace ORDER BY start_ns, trace_hi, trace_lo LIMIT 1000
