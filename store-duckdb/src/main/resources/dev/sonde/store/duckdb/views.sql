-- The relations of docs/sql.md over raw_span, raw_event and raw_sample, which unite the segments, and
-- over the tables that a load derives, attached as store.
-- By way of JSON: VARIANT's own cast to text writes nested values unlike the text layout, and fails on some.
CREATE MACRO attr(attributes, key) AS json_extract_string(attributes[key]::JSON, '$');

CREATE MACRO trace_hex(hi, lo) AS
  CASE WHEN hi <> 0 OR lo <> 0 THEN lower(lpad(hex(hi), 16, '0') || lpad(hex(lo), 16, '0')) END;

CREATE MACRO span_hex(no) AS CASE WHEN no <> 0 THEN lower(lpad(hex(no), 16, '0')) END;

CREATE VIEW span AS
SELECT trace_hex(trace_hi, trace_lo) AS trace_id, span_hex(span_no) AS span_id, span_hex(parent_no) AS parent_id,
  run_id, name, service, worker, task_key, task_prefix, component, start_ns, end_ns,
  (end_ns - start_ns) / 1e9 AS duration_s, status, ${attributes} AS attributes, weight,
  trace_hi, trace_lo, span_no, parent_no, role, phase, error, message, kind, data_key, data_prefix, data_keys, bytes,
  wire_bytes, from_worker, to_worker, attempt, submitted_ns, ready_ns, assigned_ns, result_bytes, cache, seq,
  origin, moments, links, detail, attributes_json, attributes_variant, attributes_exact
FROM raw_span;

CREATE VIEW attempt AS
SELECT s.run_id, s.task_key, s.task_prefix, coalesce(n.number, s.attempt, 1) AS attempt, s.worker, s.start_ns,
  s.end_ns, s.duration_s, s.status, s.error, s.trace_id, s.span_id,
  s.parent_id, s.name, s.service, s.component, s.attributes, s.trace_hi, s.trace_lo, s.span_no, s.parent_no,
  s.role, s.phase, s.message, s.kind, s.submitted_ns, s.ready_ns, s.assigned_ns, s.result_bytes, s.cache,
  s.seq, s.origin, s.moments, s.links, s.detail, s.attributes_json, s.attributes_variant,
  s.attributes_exact,
  false AS inferred, coalesce(n.last, true) AS last
FROM span s LEFT JOIN store.attempt_numbers n USING (seq)
WHERE s.role = 'attempt'
UNION ALL
SELECT i.run_id, i.task_key, i.task_prefix, coalesce(n.number, 1), i.worker, i.start_ns, i.start_ns, NULL,
  'unset', NULL, NULL, NULL, NULL, 'worker.exec.call', i.service, 'compute', NULL, 0, 0, 0, NULL, 'attempt',
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, i.seq, i.origin, NULL, NULL, NULL, NULL, NULL, NULL, true,
  coalesce(n.last, true)
FROM store.inferred i LEFT JOIN store.attempt_numbers n USING (seq);

CREATE VIEW task AS
SELECT run_id, task_key, task_prefix, state, dependencies, result_bytes, cache,
  attributes::JSON::VARIANT AS attributes, attempts, worker, start_ns, end_ns, duration_s, error, submitted_ns,
  ready_ns, assigned_ns, since_ns, derived, first_ns, last_ns, attributes AS attributes_json
FROM store.tasks WHERE state IS NOT NULL;

CREATE VIEW transfer AS
SELECT run_id, data_key AS key, task_key, from_worker, to_worker, start_ns, end_ns, bytes AS logical_bytes,
  wire_bytes, data_keys AS keys, data_prefix AS task_prefix, task_prefix AS consumer_prefix, name, duration_s,
  status, component, service, worker, trace_id, span_id, trace_hi, trace_lo, span_no, parent_no, attributes,
  attributes_json, attributes_variant, attributes_exact, seq, origin, role
FROM span WHERE role = 'transfer';

CREATE VIEW event AS
SELECT at_ns, run_id, name, severity::INTEGER AS severity, body, service, worker, task_key,
  trace_hex(trace_hi, trace_lo) AS trace_id, span_hex(span_no) AS span_id, ${attributes} AS attributes,
  task_prefix, seq, origin, detail, body_json, trace_hi, trace_lo, span_no, attributes_json, attributes_variant,
  attributes_exact
FROM raw_event;

CREATE VIEW sample AS
SELECT at_ns, run_id, name, worker, value, unit, ${attributes} AS attributes, service, shape, detail, seq, origin,
  attributes_json, attributes_variant, attributes_exact
FROM raw_sample
UNION ALL
SELECT at_ns, run_id, name, worker, value, NULL, NULL, service, 'gauge', NULL, seq, origin, NULL, NULL, NULL
FROM store.measured;

CREATE VIEW worker AS
SELECT run_id, worker, slots, added_ns, removed_ns, reason FROM store.workers;

CREATE VIEW run AS
SELECT run_id, name, status, start_ns, end_ns, attributes::JSON::VARIANT AS attributes, spans, tasks,
  attributes AS attributes_json
FROM store.runs;

CREATE VIEW trace AS
SELECT trace_hex(trace_hi, trace_lo) AS trace_id, trace_hi, trace_lo, run_id, root, service, start_ns, end_ns,
  spans, errors, services
FROM store.traces;

CREATE VIEW origin AS
SELECT id, resource AS resource_json, scope, detail FROM store.origins;

CREATE VIEW attribute_key AS
SELECT relation, key, kind FROM store.attribute_keys;

CREATE VIEW edge AS
SELECT run_id, 'dependency' AS kind, unnest(dependencies) AS from_id, task_key AS to_id,
  coalesce(submitted_ns, first_ns) AS at_ns
FROM store.tasks WHERE state IS NOT NULL
UNION ALL
SELECT run_id, 'parent', trace_hex(trace_hi, trace_lo) || ':' || span_hex(parent_no),
  trace_hex(trace_hi, trace_lo) || ':' || span_hex(span_no), start_ns
FROM raw_span WHERE parent_no IS NOT NULL
UNION ALL
SELECT run_id, 'link', json_extract_string(l.value, '/trace_id') || ':' || json_extract_string(l.value, '/span_id'),
  trace_hex(trace_hi, trace_lo) || ':' || span_hex(span_no), start_ns
FROM raw_span, json_each(links) l WHERE links IS NOT NULL
UNION ALL
SELECT run_id, 'message', coalesce(s.from_id, r.from_id), coalesce(r.to_id, s.to_id), coalesce(s.at_ns, r.at_ns)
FROM (SELECT run_id, at_ns, ${message.id} AS id, ${message.from} AS from_id, ${message.to} AS to_id
      FROM raw_event WHERE name = 'message.sent') s
FULL JOIN (SELECT run_id, at_ns, ${message.id} AS id, ${message.from} AS from_id, ${message.to} AS to_id
      FROM raw_event WHERE name = 'message.received') r USING (run_id, id)
UNION ALL
SELECT p.run_id, 'artifact', p.party, c.party, c.at_ns
FROM (SELECT run_id, at_ns, ${artifact.id} AS id, coalesce(${artifact.producer}, service) AS party
      FROM raw_event WHERE name = 'artifact.produced') p
JOIN (SELECT run_id, at_ns, ${artifact.id} AS id, coalesce(${artifact.consumer}, service) AS party
      FROM raw_event WHERE name = 'artifact.consumed') c USING (run_id, id);

-- Empty until a store is sealed or its roll-ups are rebuilt.
CREATE VIEW rollup AS SELECT * FROM store.rollup;

CREATE VIEW rollup_edge AS SELECT * FROM store.rollup_edge;
