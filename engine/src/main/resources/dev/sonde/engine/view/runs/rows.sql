-- One row a run. Slots are held from when a worker came to when it left, within the run.
WITH ran AS (SELECT run_id, name, status, start_ns, end_ns FROM main.run WHERE ${condition}),
states AS (
  SELECT run_id, count(*) AS tasks, count(*) FILTER (state = 'erred') AS failed,
    count(*) FILTER (state = 'cancelled') AS cancelled,
    count(*) FILTER (state IN ('submitted', 'waiting', 'queued', 'ready', 'processing')) AS unfinished,
    count(cache) AS lookups, count(*) FILTER (cache = 'hit') AS hits
  FROM main.task GROUP BY run_id),
tried AS (
  SELECT run_id, count(*) FILTER (tries > 1) AS retried, sum(busy_ns) AS busy_ns FROM (
    SELECT run_id, task_key, count(*) AS tries, sum(coalesce(end_ns, start_ns) - start_ns) AS busy_ns
    FROM main.attempt GROUP BY run_id, task_key)
  GROUP BY run_id),
crew AS (
  SELECT w.run_id, count(DISTINCT w.worker) AS workers,
    sum(w.slots * greatest(0, least(coalesce(w.removed_ns, r.end_ns), r.end_ns)
                              - greatest(coalesce(w.added_ns, r.start_ns), r.start_ns)))::DOUBLE AS held_ns
  FROM main.worker w JOIN ran r USING (run_id) GROUP BY w.run_id),
looked AS (
  SELECT run_id, count(*) AS lookups, count(*) FILTER (${hit} = 'true') AS hits
  FROM main.event WHERE name = 'cache.lookup' GROUP BY run_id)
SELECT r.run_id, r.name, r.status, r.start_ns, r.end_ns - r.start_ns AS wall_ns, coalesce(s.tasks, 0) AS tasks,
  coalesce(s.failed, 0) AS failed, coalesce(t.retried, 0) AS retried, coalesce(s.cancelled, 0) AS cancelled,
  coalesce(s.unfinished, 0) AS unfinished, coalesce(c.workers, 0) AS workers,
  CASE WHEN c.held_ns > 0 THEN t.busy_ns / c.held_ns END AS efficiency,
  CASE WHEN l.lookups > 0 THEN l.lookups WHEN s.lookups > 0 THEN s.lookups ELSE 0 END AS lookups,
  CASE WHEN l.lookups > 0 THEN l.hits WHEN s.lookups > 0 THEN s.hits ELSE 0 END AS hits,
  count(*) OVER () AS runs
FROM ran r LEFT JOIN states s USING (run_id) LEFT JOIN tried t USING (run_id) LEFT JOIN crew c USING (run_id)
LEFT JOIN looked l USING (run_id)
${order}
