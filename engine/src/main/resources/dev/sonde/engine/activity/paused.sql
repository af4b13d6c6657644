SELECT worker, max_by(name, {'at_ns': at_ns, 'name': name}) AS name
FROM event
WHERE name IN ('worker.paused', 'worker.resumed') AND worker IS NOT NULL
GROUP BY worker
