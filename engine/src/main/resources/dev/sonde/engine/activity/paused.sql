SELECT worker, max_by(name, {'at_ns': at_ns, 'name': name}) AS name
FROM main.event
WHERE ${in_run} AND at_ns <= :until AND name IN ('worker.paused', 'worker.resumed') AND worker IS NOT NULL
GROUP BY worker
