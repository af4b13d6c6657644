SELECT trace_hi, trace_lo, start_ns, end_ns, spans, errors
FROM trace WHERE ${condition} ORDER BY start_ns, trace_hi, trace_lo LIMIT 4
