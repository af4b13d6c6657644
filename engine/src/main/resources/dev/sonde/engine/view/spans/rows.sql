SELECT trace_hi, trace_lo, span_no, parent_no, name, service, worker, task_key, component, start_ns,
  (end_ns - start_ns) / 1e9 AS duration_s, status, error
FROM span
${order}
