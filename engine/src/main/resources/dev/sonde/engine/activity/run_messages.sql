WITH ${steps},
said AS (
  SELECT e.name, e.at_ns, k.no, ${id} AS id, ${from} AS from_id, ${to} AS to_id
  FROM event e LEFT JOIN known k USING (trace_hi, trace_lo, span_no)
  WHERE e.name IN ('message.sent', 'message.received'))
SELECT coalesce(s.no, -1) AS sender, coalesce(r.no, -1) AS receiver, s.at_ns AS sent_ns, r.at_ns AS received_ns
FROM said s JOIN said r
  ON s.id = r.id AND s.from_id IS NOT DISTINCT FROM r.from_id AND s.to_id IS NOT DISTINCT FROM r.to_id
WHERE s.name = 'message.sent' AND r.name = 'message.received' AND r.at_ns > s.at_ns
ORDER BY sent_ns, received_ns, sender, receiver
