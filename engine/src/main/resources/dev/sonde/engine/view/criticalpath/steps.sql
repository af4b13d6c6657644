SELECT trace_id, span_id, parent_id, role, name, coalesce(${agent}, worker, service) AS party, start_ns, end_ns FROM span
WHERE end_ns IS NOT NULL AND span_id IS NOT NULL AND role NOT IN ('metrics', 'idle')
