heard AS (
  SELECT run_id, name = 'message.sent' AS sent, at_ns, ${id} AS id,
         CASE WHEN name = 'message.sent' THEN coalesce(${from}, ${party}) ELSE ${from} END AS sender,
         CASE WHEN name = 'message.sent' THEN ${to} ELSE coalesce(${to}, ${party}) END AS receiver,
         ${type} AS type, try_cast(${size} AS BIGINT) AS bytes, seq
  FROM event
  WHERE name IN ('message.sent', 'message.received')
), sides AS (
  -- An id may be used by several (an answer with the id of its request); only where it is not, it tells the
  -- one side what the other knew.
  SELECT run_id, id, CASE WHEN min(sender) = max(sender) THEN min(sender) END AS sender,
         CASE WHEN min(receiver) = max(receiver) THEN min(receiver) END AS receiver
  FROM heard
  WHERE id IS NOT NULL
  GROUP BY run_id, id
  HAVING count(*) > count(sender) OR count(*) > count(receiver)
), known AS (
  SELECT h.run_id, h.id, h.sent, h.at_ns, coalesce(h.sender, s.sender) AS sender,
         coalesce(h.receiver, s.receiver) AS receiver, h.type, h.bytes,
         CASE WHEN h.id IS NULL THEN h.seq END AS place
  FROM heard h LEFT JOIN sides s ON s.run_id = h.run_id AND s.id = h.id
), message AS (
  SELECT run_id, id, sender, receiver, min(at_ns) FILTER (sent) AS sent_ns,
         min(at_ns) FILTER (NOT sent) AS received_ns, count(*) FILTER (sent) AS sendings,
         count(*) FILTER (NOT sent) AS deliveries, max(bytes) AS bytes, min(type) AS type
  FROM known
  GROUP BY run_id, id, sender, receiver, place
), chosen AS (
  SELECT m.*, id IS NOT NULL AND sent_ns IS NOT NULL AND received_ns IS NULL AS unreceived,
         :as_of OR r.run_id IS NOT NULL AS under_way
  FROM message m LEFT JOIN (SELECT run_id FROM run WHERE status = 'running') r ON r.run_id = m.run_id
  WHERE ${within}
)
