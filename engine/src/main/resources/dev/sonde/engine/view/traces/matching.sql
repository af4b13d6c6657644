EXISTS (SELECT 1 FROM span s WHERE s.trace_hi = trace.trace_hi AND s.trace_lo = trace.trace_lo)
