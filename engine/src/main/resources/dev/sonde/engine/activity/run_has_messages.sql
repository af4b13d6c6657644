SELECT count(*) AS messages FROM (SELECT 1 FROM event WHERE name = 'message.received' LIMIT 1)
