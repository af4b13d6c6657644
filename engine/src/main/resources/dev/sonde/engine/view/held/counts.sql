-- Dependencies that are not done; a key of which nothing is known is not known to be done. A state that was
-- announced stands: what is said to be waiting waits, also where it is not known what for.
WITH pending AS (
  SELECT run_id, task_key, task_prefix, state, since_ns, dependencies FROM task
  WHERE state IN ('submitted', 'waiting', 'queued', 'ready')),
outstanding AS (
  SELECT DISTINCT p.run_id, p.task_key, u.dependency,
    CASE WHEN d.state = 'erred' THEN 0
         WHEN d.state IS NULL OR d.state NOT IN ('waiting', 'submitted') THEN 1
         ELSE 2 END AS rank
  FROM pending p CROSS JOIN UNNEST(p.dependencies) AS u(dependency)
  LEFT JOIN main.task d ON d.run_id = p.run_id AND d.task_key = u.dependency
  WHERE p.state IN ('submitted', 'waiting') AND (d.state IS NULL OR d.state NOT IN ('memory', 'released'))),
missed AS (
  SELECT run_id, task_key, count(*) AS missing FROM outstanding
  GROUP BY run_id, task_key),
held AS (
  SELECT p.run_id, p.task_key, p.task_prefix, p.since_ns,
    CASE WHEN p.dependencies <> [] OR p.state <> 'waiting' THEN coalesce(m.missing, 0) END AS missing
  FROM pending p LEFT JOIN missed m ON m.run_id = p.run_id AND m.task_key = p.task_key
  WHERE ${kept})
SELECT count(*) AS total, min(since_ns) AS oldest_ns FROM held
