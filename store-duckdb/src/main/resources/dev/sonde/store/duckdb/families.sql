INSERT INTO ${s}oddities
SELECT CASE WHEN p.span_no IS NULL THEN 'orphan' ELSE 'clock_skew' END, s.seq, s.start_ns, NULL, s.trace_hi,
  s.trace_lo, s.parent_no
FROM ${children} s LEFT JOIN (
    SELECT trace_hi, trace_lo, span_no, min(start_ns) AS start_ns FROM ${parents}
    WHERE span_no <> 0 GROUP BY trace_hi, trace_lo, span_no) p
  ON p.trace_hi = s.trace_hi AND p.trace_lo = s.trace_lo AND p.span_no = s.parent_no
WHERE s.parent_no IS NOT NULL AND (p.span_no IS NULL OR s.start_ns < p.start_ns);
