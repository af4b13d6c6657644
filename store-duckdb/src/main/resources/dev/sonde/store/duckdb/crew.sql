-- Attempts that took time.
CREATE OR REPLACE TEMP TABLE busy_now AS
SELECT run_id, worker, start_ns, end_ns FROM ${busy}
WHERE worker IS NOT NULL AND NOT inferred AND (end_ns IS NULL OR end_ns > start_ns);

-- What spans say of workers. The most attempts at once can only rise in the time of the new ones, so that
-- only those that ran in that time are looked at.
CREATE OR REPLACE TEMP TABLE crew_now AS
WITH ran AS (
  SELECT run_id, worker, min(start_ns) AS first_ns FROM ${of_crew}
  WHERE worker IS NOT NULL AND role NOT IN ('scheduler', 'client', 'run', 'metrics')
  GROUP BY run_id, worker),
threads AS (
  SELECT s.run_id, s.worker, max(TRY_CAST(json_extract_string(o.resource, '/worker.threads') AS BIGINT)) AS threads
  FROM (SELECT DISTINCT run_id, worker, origin FROM ${of_crew} WHERE worker IS NOT NULL) s
  JOIN ${s}origins o ON o.id = s.origin AND json_extract_string(o.resource, '/worker.id') = s.worker
  GROUP BY s.run_id, s.worker),
busy AS (
  SELECT run_id, worker, max(at_once) AS most, arg_max(at_ns, at_once) AS most_ns FROM (
    SELECT run_id, worker, at_ns, sum(step) OVER (PARTITION BY run_id, worker ORDER BY at_ns, step)::BIGINT AS at_once
    FROM (
      SELECT run_id, worker, start_ns AS at_ns, 1 AS step FROM busy_now
      UNION ALL
      SELECT run_id, worker, end_ns, -1 FROM busy_now WHERE end_ns IS NOT NULL))
  GROUP BY run_id, worker)
SELECT run_id, worker, min(first_ns) AS first_ns, max(threads) AS threads, max(most) AS most,
  arg_max(most_ns, {'most': most, 'early': -most_ns}) AS most_ns
FROM (
  SELECT run_id, worker, first_ns, NULL::BIGINT AS threads, NULL::BIGINT AS most, NULL::BIGINT AS most_ns FROM ran
  UNION ALL SELECT run_id, worker, NULL, threads, NULL, NULL FROM threads
  UNION ALL SELECT run_id, worker, NULL, NULL, most, most_ns FROM busy
  ${known_crew})
GROUP BY run_id, worker;

CREATE OR REPLACE TEMP TABLE crew_changed AS
SELECT run_id, worker FROM (FROM crew_now EXCEPT FROM ${s}crew)
UNION SELECT run_id, worker FROM redo_crew
UNION SELECT run_id, worker FROM ${fresh_events}
WHERE name IN ('worker.added', 'worker.removed') AND worker IS NOT NULL;
