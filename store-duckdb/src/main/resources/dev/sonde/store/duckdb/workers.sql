DELETE FROM ${s}crew t USING crew_changed c WHERE t.run_id = c.run_id AND t.worker = c.worker;

INSERT INTO ${s}crew FROM crew_now SEMI JOIN crew_changed USING (run_id, worker);

DELETE FROM ${s}workers t USING crew_changed c WHERE t.run_id = c.run_id AND t.worker = c.worker;

-- Workers: announced by an event, or by having run something. Slots are what was said, or the most attempts
-- seen at once, whichever is more. One row per interval of presence: repeated words change nothing, a
-- removal without an arrival closes the interval that began with the first span.
INSERT INTO ${s}workers
WITH present AS (FROM ${s}presence SEMI JOIN crew_changed USING (run_id, worker)),
change AS (
  SELECT * FROM (
    SELECT *, lag(added) OVER w AS before FROM present
    WINDOW w AS (PARTITION BY run_id, worker ORDER BY at_ns, added, reason))
  WHERE before IS DISTINCT FROM added),
step AS (
  SELECT *, lead(at_ns) OVER w AS next_ns, lead(reason) OVER w AS next_reason FROM change
  WINDOW w AS (PARTITION BY run_id, worker ORDER BY at_ns, added)),
ran AS (
  SELECT run_id, worker, first_ns FROM ${s}crew SEMI JOIN crew_changed USING (run_id, worker)
  WHERE first_ns IS NOT NULL),
stay AS (
  SELECT run_id, worker, at_ns AS added_ns, next_ns AS removed_ns,
         coalesce(next_reason, CASE WHEN next_ns IS NULL THEN reason END) AS reason
  FROM step WHERE added
  UNION ALL
  SELECT s.run_id, s.worker, least(r.first_ns, s.at_ns), s.at_ns, s.reason
  FROM step s LEFT JOIN ran r USING (run_id, worker) WHERE NOT s.added AND s.before IS NULL
  UNION ALL
  SELECT run_id, worker, first_ns, NULL, NULL FROM ran ANTI JOIN present USING (run_id, worker))
SELECT y.run_id, y.worker, greatest(l.threads, l.most, p.threads, 1), y.added_ns, y.removed_ns, y.reason
FROM stay y
LEFT JOIN ${s}crew l USING (run_id, worker)
LEFT JOIN (SELECT run_id, worker, max(threads) AS threads FROM present GROUP BY run_id, worker) p
  USING (run_id, worker)
ORDER BY y.run_id, y.worker, y.added_ns;
