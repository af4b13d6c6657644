(SELECT min(agent) FROM (SELECT ${agent} AS agent, service, trace_hi, trace_lo, span_no FROM all_span) s
 WHERE s.trace_hi = e.trace_hi AND s.trace_lo = e.trace_lo AND s.span_no = e.span_no AND s.span_no <> 0
   AND s.service IS NOT DISTINCT FROM e.service)
