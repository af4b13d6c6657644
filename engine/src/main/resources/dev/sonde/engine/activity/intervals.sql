SELECT worker, coalesce(slots, 1) AS slots, added_ns,
       CASE WHEN removed_ns <= :until THEN removed_ns END AS removed_ns,
       CASE WHEN removed_ns IS NULL OR removed_ns <= :until THEN reason END AS reason
FROM worker
WHERE added_ns IS NULL OR added_ns <= :until
ORDER BY worker, added_ns, removed_ns
