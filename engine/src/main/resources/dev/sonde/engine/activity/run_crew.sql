-- Workers by when they first did something: names may change from run to run.
WITH crew AS (
  SELECT worker, min(at_ns) AS at_ns FROM (
    SELECT worker, min(start_ns) AS at_ns FROM main.span
    WHERE ${in_run} AND worker IS NOT NULL AND role IN ('attempt', 'phase', 'transfer', 'spill') GROUP BY worker
    UNION ALL
    SELECT from_worker, min(start_ns) FROM main.span
    WHERE ${in_run} AND from_worker IS NOT NULL AND role = 'transfer' GROUP BY from_worker
    UNION ALL
    SELECT to_worker, min(start_ns) FROM main.span
    WHERE ${in_run} AND to_worker IS NOT NULL AND role = 'transfer' GROUP BY to_worker
    UNION ALL
    SELECT worker, coalesce(added_ns, 0) FROM main.worker WHERE ${in_run})
  GROUP BY worker)
SELECT ${worker} AS number, c.worker, coalesce(w.slots, 0) AS slots, w.added_ns, w.removed_ns
FROM crew c LEFT JOIN (SELECT worker, slots, added_ns, removed_ns FROM main.worker WHERE ${in_run}) w USING (worker)
ORDER BY c.at_ns, c.worker, w.added_ns
