-- Every look-up that was asked about, with what earlier look-ups of the same key in all runs tell of it. A
-- task that says of itself that it came from the cache counts where no look-up speaks of it. A look-up that
-- names no task says itself what was called, and how long that took.
WITH attempts AS (
  SELECT run_id, task_key, min(task_prefix) AS task_prefix, max(end_ns - start_ns) FILTER (status <> 'error') AS took_ns
  FROM main.attempt GROUP BY run_id, task_key),
told AS (
  SELECT e.seq, true AS event, e.run_id, e.at_ns, ${key} AS key, e.task_key, ${hit} AS hit, ${name} AS name,
    (try_cast(${took} AS DOUBLE) * 1e9)::BIGINT AS own_ns
  FROM main.event e WHERE e.name = 'cache.lookup'),
looked AS (
  FROM told
  UNION ALL
  SELECT t.seq, false, t.run_id, t.start_ns, NULL, t.task_key, CASE t.cache WHEN 'hit' THEN 'true' ELSE 'false' END, NULL, NULL
  FROM (
    SELECT a.seq, a.run_id, a.task_key, a.start_ns, k.cache FROM main.attempt a JOIN main.task k USING (run_id, task_key)
    WHERE a.last AND k.cache IS NOT NULL) t
  ANTI JOIN told USING (run_id, task_key)),
known AS (
  SELECT l.seq, l.event, l.at_ns, coalesce(l.key, l.task_key) AS key, l.hit = 'true' AS hit, coalesce(a.took_ns, l.own_ns) AS took_ns,
    coalesce(a.task_prefix, l.name) AS prefix
  FROM looked l LEFT JOIN attempts a USING (run_id, task_key)),
placed AS (
  SELECT seq, event, prefix, hit,
    count(*) OVER (PARTITION BY prefix, key ORDER BY at_ns, seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before,
    last_value(CASE WHEN NOT hit THEN took_ns END IGNORE NULLS)
      OVER (PARTITION BY prefix, key ORDER BY at_ns, seq ROWS UNBOUNDED PRECEDING) AS missed_ns
  FROM known)
SELECT prefix, count(*) AS lookups, count(*) FILTER (hit) AS hits,
  coalesce(sum(missed_ns) FILTER (hit), 0)::BIGINT AS saved_ns,
  count(*) FILTER (hit AND missed_ns IS NULL) AS unmatched,
  count(*) FILTER (NOT hit AND before = 0) AS first,
  count(*) FILTER (NOT hit AND before > 0) AS again
FROM placed
WHERE (event AND seq IN (SELECT seq FROM event)) OR (NOT event AND seq IN (SELECT seq FROM attempt))
GROUP BY prefix
ORDER BY lookups DESC, prefix
