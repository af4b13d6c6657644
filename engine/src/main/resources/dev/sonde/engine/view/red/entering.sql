-- Spans that no span with the same value stands above: the source's own parents count, whatever narrows.
WITH kin AS (${kin}), asked AS (${asked}), request AS MATERIALIZED (
  SELECT a.party AS name, a.start_ns, a.end_ns, a.status, a.in_window, a.weight
  FROM asked a
  WHERE a.party IS NOT NULL AND a.role NOT IN ('metrics', 'idle') AND NOT EXISTS (
    SELECT 1 FROM kin p
    WHERE p.trace_hi = a.trace_hi AND p.trace_lo = a.trace_lo AND p.span_no = a.parent_no AND p.party = a.party)
)
