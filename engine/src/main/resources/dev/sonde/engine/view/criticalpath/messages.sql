SELECT s.trace_id AS sender_trace, s.span_id AS sender, r.trace_id AS receiver_trace, r.span_id AS receiver,
  s.at_ns AS sent_ns, r.at_ns AS received_ns
FROM (SELECT trace_id, span_id, at_ns, ${id} AS id, ${from} AS from_id, ${to} AS to_id FROM event
      WHERE name = 'message.sent') s
JOIN (SELECT trace_id, span_id, at_ns, ${id} AS id, ${from} AS from_id, ${to} AS to_id FROM event
      WHERE name = 'message.received') r
ON s.id = r.id AND s.from_id IS NOT DISTINCT FROM r.from_id AND s.to_id IS NOT DISTINCT FROM r.to_id
WHERE r.at_ns > s.at_ns
