-- Children from before whose parents came now, or came again with an earlier start.
CREATE OR REPLACE TEMP TABLE reunited AS
SELECT o.seq, o.code, o.start_ns, o.trace_hi, o.trace_lo, o.parent_no, min(p.start_ns) AS parent_ns
FROM ${s}oddities o JOIN (FROM ${fresh} WHERE span_no <> 0) p
  ON p.trace_hi = o.trace_hi AND p.trace_lo = o.trace_lo AND p.span_no = o.parent_no
WHERE o.seq <= ${from}
GROUP BY ALL;
