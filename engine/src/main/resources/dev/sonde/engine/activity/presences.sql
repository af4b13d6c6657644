SELECT worker, coalesce(slots, 1) AS slots, coalesce(added_ns, :window_start) AS added_ns, removed_ns
FROM worker
ORDER BY worker, added_ns
