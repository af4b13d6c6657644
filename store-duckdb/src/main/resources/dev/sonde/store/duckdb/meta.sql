UPDATE ${s}meta SET value = (CASE key
  WHEN 'spans' THEN (SELECT coalesce(sum(spans), 0)::BIGINT FROM ${s}runs)
  WHEN 'events' THEN value::BIGINT + ${events}
  WHEN 'samples' THEN value::BIGINT + ${samples}
  WHEN 'start_ns' THEN least((SELECT min(span_start_ns) FROM ${s}runs), (SELECT min(start_ns) FROM ${s}heard_runs))
  ELSE greatest((SELECT max(span_end_ns) FROM ${s}runs), (SELECT max(end_ns) FROM ${s}heard_runs),
    (SELECT max(start_ns) FROM ${s}oddities WHERE code = 'negative_duration')) END)::VARCHAR
WHERE key IN ('spans', 'events', 'samples', 'start_ns', 'end_ns');
