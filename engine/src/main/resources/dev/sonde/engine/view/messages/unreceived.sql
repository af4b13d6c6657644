WITH ${message}
SELECT run_id, id, sender, receiver, type, sent_ns
FROM chosen
WHERE unreceived
ORDER BY sent_ns, id, sender, receiver, run_id
LIMIT :most
