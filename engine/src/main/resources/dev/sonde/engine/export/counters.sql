SELECT coalesce(worker, service, 'unknown') AS process, at_ns, name, unit, value,
  coalesce(attributes_json, attributes_variant::JSON::VARCHAR) AS attributes
FROM sample
WHERE isfinite(value)
ORDER BY at_ns, seq, name
