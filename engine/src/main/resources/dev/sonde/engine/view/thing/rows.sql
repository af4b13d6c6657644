SELECT * FROM (
  SELECT 'span' AS kind, start_ns AS at_ns, end_ns, name, status, NULL::BIGINT AS severity, NULL::VARCHAR AS body,
         service, worker, task_key, run_id, trace_hi, trace_lo, span_no, parent_no, NULL::DOUBLE AS value,
         NULL::VARCHAR AS unit, seq, ${attributes}
  FROM span WHERE ${span}
  UNION ALL
  SELECT 'event', at_ns, NULL, name, NULL, severity, body, service, worker, task_key, run_id, trace_hi,
         trace_lo, span_no, NULL, NULL, NULL, seq, ${attributes}
  FROM event WHERE ${event}
  UNION ALL
  SELECT 'sample', at_ns, NULL, name, NULL, NULL, NULL, service, worker, NULL, run_id, 0, 0, 0, NULL, value,
         unit, seq, ${attributes}
  FROM sample
  WHERE ${sample} AND seq NOT IN (SELECT seq FROM main.span WHERE role = 'metrics')
) AS known
${order}
