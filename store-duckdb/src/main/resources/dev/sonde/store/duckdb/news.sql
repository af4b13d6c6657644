SELECT * FROM (
  SELECT count(*), count(*) FILTER (trace_hi = 0 AND span_no <> 0),
    min(start_ns) FILTER (trace_hi = 0 AND span_no <> 0), max(start_ns) FILTER (trace_hi = 0 AND span_no <> 0),
    count(*) FILTER (trace_hi = 0 AND trace_lo = 0 AND parent_no IS NOT NULL),
    count(*) FILTER (role = 'attempt'), min(start_ns) FILTER (role = 'attempt'),
    max(greatest(start_ns, coalesce(end_ns, 9223372036854775807))) FILTER (role = 'attempt'),
    count(parent_no), count(coalesce(task_key, data_key)), count(worker), count(*) FILTER (role = 'metrics'), count(*) FILTER (role = 'run'),
    count(*) FILTER (end_ns IS NULL OR end_ns < start_ns)
  FROM ${fresh}),
  (SELECT count(*), count(task_key), count(*) FILTER (name IN ('worker.added', 'worker.removed')),
    count(*) FILTER (name IN ('message.sent', 'message.received')) FROM ${fresh_events}),
  (SELECT count(*) FROM ${fresh_samples})
