SELECT coalesce(worker, service, 'unknown') AS process, at_ns, name, body, severity, task_key, trace_id, span_id,
  coalesce(attributes_json, attributes_variant::JSON::VARCHAR) AS attributes
FROM event
ORDER BY at_ns, seq
