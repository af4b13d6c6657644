SELECT worker, coalesce(slots, 1) AS slots, added_ns, removed_ns, reason
FROM worker
ORDER BY worker, added_ns, removed_ns
