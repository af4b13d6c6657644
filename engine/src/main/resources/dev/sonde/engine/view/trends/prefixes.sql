-- What went well and was computed is timed; what came from the cache took no time of its own.
WITH found AS (
  SELECT DISTINCT run_id, task_key FROM main.event
  WHERE name = 'cache.lookup' AND ${hit} = 'true' AND task_key IS NOT NULL),
tried AS (
  SELECT a.run_id, a.task_prefix AS prefix, a.task_key, coalesce(k.cache = 'hit', false) OR f.task_key IS NOT NULL AS hit,
    CASE WHEN a.status <> 'error' THEN a.end_ns - a.start_ns END AS took,
    CASE WHEN a.attempt = 1 THEN greatest(0, a.start_ns - coalesce(k.ready_ns, k.submitted_ns)) END AS queued
  FROM attempt a JOIN main.task k USING (run_id, task_key) LEFT JOIN found f USING (run_id, task_key)
  WHERE NOT a.inferred),
timed AS (
  SELECT run_id, prefix, quantile_cont(took, 0.5) FILTER (NOT hit) / 1e9 AS p50,
    quantile_cont(took, 0.95) FILTER (NOT hit) / 1e9 AS p95, quantile_cont(queued, 0.5) / 1e9 AS queue,
    count(DISTINCT task_key) FILTER (hit) AS hits, count(DISTINCT task_key) AS tasks
  FROM tried GROUP BY run_id, prefix),
ended AS (
  SELECT run_id, task_prefix AS prefix, count(*) FILTER (state = 'erred') AS failed
  FROM task WHERE state IS NOT NULL GROUP BY run_id, task_prefix)
SELECT run_id, prefix, t.p50, t.p95, t.queue, t.hits, t.tasks, e.failed
FROM timed t FULL JOIN ended e USING (run_id, prefix)
WHERE prefix IS NOT NULL
ORDER BY prefix, run_id
