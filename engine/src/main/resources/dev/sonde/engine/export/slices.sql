-- By process and time, the longer first: so that what lies within another comes behind it.
SELECT coalesce(worker, service, 'unknown') AS process, worker, name, component, role, status, error, start_ns,
  end_ns, coalesce(end_ns, greatest(start_ns, :horizon)) AS until_ns, run_id, task_key, trace_id, span_id, parent_id,
  data_key, bytes, from_worker, to_worker, seq,
  coalesce(attributes_json, attributes_variant::JSON::VARCHAR) AS attributes
FROM span
ORDER BY process, start_ns, until_ns DESC, seq
