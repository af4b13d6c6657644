-- What names the task, and what was logged within a span of it.
SELECT at_ns, name, severity, body, worker, coalesce(attributes_json, attributes_variant::JSON::VARCHAR) AS attributes
FROM main.event
WHERE run_id = :task_run AND at_ns BETWEEN :first_ns AND :last_ns
  AND (task_key = :key OR (span_no <> 0 AND (trace_hi, trace_lo, span_no) IN (
    SELECT trace_hi, trace_lo, span_no FROM main.span
    WHERE run_id = :task_run AND task_key = :key AND start_ns BETWEEN :first_ns AND :last_ns)))
ORDER BY at_ns, name, seq
LIMIT :most
