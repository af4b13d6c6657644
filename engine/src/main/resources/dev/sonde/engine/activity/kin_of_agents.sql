-- What an agent's spans begin within its own service is the agent's too, unless another agent is named. A
-- set, not a list of ways: loops of parents end.
WITH RECURSIVE own AS MATERIALIZED (
  SELECT seq, trace_hi, trace_lo, span_no, parent_no, service, ${agent} AS agent FROM all_span
), below AS (
  SELECT seq, trace_hi, trace_lo, span_no, service, agent FROM own WHERE agent IS NOT NULL
  UNION
  SELECT c.seq, c.trace_hi, c.trace_lo, c.span_no, c.service, b.agent
  FROM below b JOIN own c ON c.trace_hi = b.trace_hi AND c.trace_lo = b.trace_lo AND c.parent_no = b.span_no
  WHERE c.agent IS NULL AND c.service IS NOT DISTINCT FROM b.service AND b.span_no <> 0
)
SELECT o.seq, o.trace_hi, o.trace_lo, o.span_no, CASE WHEN o.parent_no <> o.span_no THEN o.parent_no END AS parent_no,
       coalesce(b.agent, ${otherwise}) AS party
FROM own o LEFT JOIN (SELECT seq, min(agent) AS agent FROM below GROUP BY seq) b ON b.seq = o.seq
