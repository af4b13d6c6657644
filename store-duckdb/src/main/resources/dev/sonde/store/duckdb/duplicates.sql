-- What is sealed stays; else what stays is chosen by content, never by position: the ended before the open, then in a fixed order.
-- One that was told of while it was open, and has ended since, has succeeded: nothing was there twice.
-- Of a removed record that says nothing but what the one that stays says, only counts have to be mended.
CREATE OR REPLACE TEMP TABLE surplus AS
SELECT * EXCLUDE (n, own, kept, reach, kept_end), own IS NOT DISTINCT FROM kept AND reach AS same,
  end_ns IS NULL AND kept_end IS NOT NULL AS succeeded FROM (
  SELECT s.seq, s.run_id, s.worker, s.task_key, s.data_key, s.trace_hi, s.trace_lo, s.span_no, s.role,
    s.start_ns, s.end_ns, s.status, s.origin, row_number() OVER w AS n,
    row(s.run_id, s.worker, s.task_key, s.task_prefix, s.data_key, s.trace_hi, s.trace_lo, s.service, s.role,
      s.name, s.parent_no, s.origin, s.start_ns) AS own,
    first_value(row(s.run_id, s.worker, s.task_key, s.task_prefix, s.data_key, s.trace_hi, s.trace_lo,
      s.service, s.role, s.name, s.parent_no, s.origin, s.start_ns)) OVER w AS kept,
    coalesce(s.end_ns, s.start_ns) <= first_value(coalesce(s.end_ns, s.start_ns)) OVER w AS reach,
    first_value(s.end_ns) OVER w AS kept_end
  FROM (
    FROM ${fresh}
    WHERE span_no <> 0 AND CASE WHEN trace_hi <> 0 THEN hash(trace_hi, trace_lo, span_no)
                                ELSE hash(worker, span_no, name, start_ns) END IN (SELECT h FROM suspect)
    ${elders}) s
  LEFT JOIN ${s}origins o ON o.id = s.origin
  WINDOW w AS (
    PARTITION BY s.span_no, s.trace_hi <> 0,
      CASE WHEN s.trace_hi <> 0 THEN s.trace_hi END, CASE WHEN s.trace_hi <> 0 THEN s.trace_lo END,
      CASE WHEN s.trace_hi = 0 THEN s.worker END, CASE WHEN s.trace_hi = 0 THEN s.name END,
      CASE WHEN s.trace_hi = 0 THEN s.start_ns END
    ORDER BY ${sealed_first} s.end_ns IS NULL, s.start_ns, s.end_ns DESC, s.trace_lo, s.parent_no, s.name, s.run_id,
      s.service, s.worker, s.kind, s.status, s.message, s.attributes, s.moments, s.links, s.detail,
      o.resource, o.scope, o.detail, s.seq))
WHERE n > 1;

DELETE FROM ${s}spans WHERE seq IN (SELECT seq FROM surplus);
