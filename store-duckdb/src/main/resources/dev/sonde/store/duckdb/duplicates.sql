-- Spans that share an identity (docs/definitions.md): trace and span id where the trace id is a real one of
-- 128 bits; else (small numbers that restart with every process) worker, span id, name and start.
-- A hash finds the few candidates at the price of one narrow scan; only they are compared in full.
CREATE TEMP TABLE suspect AS
SELECT h FROM (
  SELECT CASE WHEN trace_hi <> 0 THEN hash(trace_hi, trace_lo, span_no)
              ELSE hash(worker, span_no, name, start_ns) END AS h
  FROM spans WHERE span_no <> 0)
GROUP BY h HAVING count(*) > 1;

-- What stays is chosen by content, never by position: the ended before the open, then in a fixed order.
CREATE TEMP TABLE surplus AS
SELECT seq FROM (
  SELECT s.seq, row_number() OVER (
    PARTITION BY s.span_no, s.trace_hi <> 0,
      CASE WHEN s.trace_hi <> 0 THEN s.trace_hi END, CASE WHEN s.trace_hi <> 0 THEN s.trace_lo END,
      CASE WHEN s.trace_hi = 0 THEN s.worker END, CASE WHEN s.trace_hi = 0 THEN s.name END,
      CASE WHEN s.trace_hi = 0 THEN s.start_ns END
    ORDER BY s.end_ns IS NULL, s.start_ns, s.end_ns DESC, s.trace_lo, s.parent_no, s.name, s.run_id,
      s.service, s.worker, s.kind, s.status, s.message, s.attributes, s.moments, s.links, s.detail,
      o.resource, o.scope, o.detail, s.seq) AS n
  FROM spans s LEFT JOIN origins o ON o.id = s.origin
  WHERE s.span_no <> 0
    AND CASE WHEN s.trace_hi <> 0 THEN hash(s.trace_hi, s.trace_lo, s.span_no)
             ELSE hash(s.worker, s.span_no, s.name, s.start_ns) END IN (SELECT h FROM suspect))
WHERE n > 1;

DELETE FROM spans WHERE seq IN (SELECT seq FROM surplus);
