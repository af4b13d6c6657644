WITH kin AS (${kin}), asked AS (${asked}), entry AS (
  SELECT a.seq, a.trace_hi, a.trace_lo, a.parent_no, a.party, a.status, a.start_ns, a.end_ns, a.in_window, a.weight
  FROM asked a
  WHERE a.party IS NOT NULL AND a.parent_no IS NOT NULL AND ${which} AND NOT EXISTS (
    SELECT 1 FROM kin p
    WHERE p.trace_hi = a.trace_hi AND p.trace_lo = a.trace_lo AND p.span_no = a.parent_no AND p.party = a.party)
), call AS (
  -- Where several spans share the id of the parent, each of them is one that may have called.
  SELECT DISTINCT e.seq, p.party AS from_party, e.party AS to_party, e.status, e.start_ns, e.end_ns, e.in_window, e.weight
  FROM entry e
  JOIN kin p ON p.trace_hi = e.trace_hi AND p.trace_lo = e.trace_lo AND p.span_no = e.parent_no
  WHERE p.party IS NOT NULL
)
SELECT from_party, to_party, sum(weight)::DOUBLE AS n,
       coalesce(sum(weight) FILTER (status = 'error'), 0)::DOUBLE AS errors,
       ${took} AS took
FROM call
GROUP BY from_party, to_party
ORDER BY from_party, to_party
