SELECT trace_hi, trace_lo, root, service, start_ns, (end_ns - start_ns) / 1e9 AS duration_s, spans, errors, services
FROM trace
WHERE ${condition}
${order}
