WITH ${steps}
SELECT coalesce(p.no, -1) AS parent, s.start_ns, s.end_ns, s.seq, s.sameness, s.party, s.name, s.role, s.component
FROM step s LEFT JOIN known p
  ON p.trace_hi = s.trace_hi AND p.trace_lo = s.trace_lo AND p.span_no = s.parent_no AND p.no <> s.no
ORDER BY s.no
