-- What is wrong in the data itself; importers add what was wrong with the files.
CREATE TEMP TABLE family AS
SELECT count(*) FILTER (p.span_no IS NULL) AS orphans, count(*) FILTER (s.start_ns < p.start_ns) AS early
FROM spans s LEFT JOIN (
    SELECT trace_hi, trace_lo, span_no, min(start_ns) AS start_ns FROM spans
    -- Formats without parents are spared the work.
    WHERE span_no <> 0 AND (SELECT count(parent_no) > 0 FROM spans)
    GROUP BY trace_hi, trace_lo, span_no) p
  ON p.trace_hi = s.trace_hi AND p.trace_lo = s.trace_lo AND p.span_no = s.parent_no
WHERE s.parent_no IS NOT NULL;

INSERT INTO problems
SELECT * FROM (
  SELECT 'open' AS code, count(*) AS count, 'spans' AS place,
    'spans without an end, the first ' || min_by(name, {'at': start_ns, 'name': name}) AS message
  FROM spans WHERE end_ns IS NULL
  UNION ALL
  SELECT 'negative_duration', count(*), 'spans',
    'spans that end before they start, the first ' || min_by(name, {'at': start_ns, 'name': name})
  FROM spans WHERE end_ns < start_ns
  UNION ALL
  SELECT 'orphan', orphans, 'spans', 'spans whose parent is not in their trace' FROM family
  UNION ALL
  SELECT 'clock_skew', early, 'spans', 'spans that start before their parent; nothing was moved' FROM family
  UNION ALL
  SELECT 'unpaired', count(*), 'events', 'messages that were received and never sent' FROM (
    SELECT json_extract_string(attributes, '/message.id') AS id FROM events WHERE name = 'message.received')
  WHERE id IS NOT NULL AND id NOT IN (
    SELECT json_extract_string(attributes, '/message.id') FROM events
    WHERE name = 'message.sent' AND json_extract_string(attributes, '/message.id') IS NOT NULL))
WHERE count > 0;
