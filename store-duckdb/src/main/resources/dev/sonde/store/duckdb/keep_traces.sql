INSERT INTO ${s}traces
SELECT trace_hi, trace_lo, run_id, root.name, root.service, start_ns, end_ns, spans, errors, services, root.child,
  root.start_ns
FROM trace_now
ORDER BY start_ns, trace_hi, trace_lo;
