-- What was said, and what spans of it show.
SELECT worker, at_ns AS from_ns, CASE WHEN name = 'worker.paused' THEN 0 ELSE 1 END AS resumed, NULL AS to_ns
FROM main.event WHERE ${in_run} AND worker IS NOT NULL AND name IN ('worker.paused', 'worker.resumed')
UNION ALL
SELECT worker, start_ns, 0, coalesce(end_ns, :horizon) FROM main.span
WHERE ${in_run} AND worker IS NOT NULL AND name = 'worker.paused'
ORDER BY worker, from_ns, resumed
