UNION ALL
SELECT c.run_id, c.worker, c.first_ns, c.threads, CASE WHEN b.worker IS NULL THEN c.most END,
  CASE WHEN b.worker IS NULL THEN c.most_ns END
FROM ${s}crew c LEFT JOIN (SELECT DISTINCT run_id, worker FROM redo_busy) b USING (run_id, worker)
ANTI JOIN redo_crew USING (run_id, worker)
