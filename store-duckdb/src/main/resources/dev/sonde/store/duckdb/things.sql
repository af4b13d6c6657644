-- Workers: announced by an event, or by having run something. Slots are what was said, or the most attempts
-- seen at once, whichever is more.
CREATE TEMP TABLE presence AS
SELECT run_id, worker, name = 'worker.added' AS added, at_ns,
       json_extract_string(attributes, '/worker.reason') AS reason
FROM events WHERE name IN ('worker.added', 'worker.removed') AND worker IS NOT NULL;

CREATE TEMP TABLE ran AS
SELECT run_id, worker, min(start_ns) AS first_ns FROM spans
WHERE worker IS NOT NULL AND role NOT IN ('scheduler', 'client', 'run', 'metrics')
GROUP BY run_id, worker;

CREATE TEMP TABLE slots AS
SELECT run_id, worker, max(slots) AS slots FROM (
  SELECT run_id, worker, max(at_once) AS slots FROM (
    SELECT run_id, worker, sum(step) OVER (PARTITION BY run_id, worker ORDER BY at_ns, step) AS at_once
    FROM (
      SELECT run_id, worker, start_ns AS at_ns, 1 AS step FROM tries
      WHERE worker IS NOT NULL AND NOT inferred AND end_ns IS DISTINCT FROM start_ns
      UNION ALL
      SELECT run_id, worker, greatest(end_ns, start_ns), -1 FROM tries
      WHERE worker IS NOT NULL AND NOT inferred AND end_ns <> start_ns))
  GROUP BY run_id, worker
  UNION ALL
  SELECT s.run_id, s.worker, max(TRY_CAST(json_extract_string(o.resource, '/worker.threads') AS BIGINT))
  FROM (SELECT DISTINCT run_id, worker, origin FROM spans WHERE worker IS NOT NULL) s
  JOIN origins o ON o.id = s.origin AND json_extract_string(o.resource, '/worker.id') = s.worker
  GROUP BY s.run_id, s.worker
  UNION ALL
  SELECT run_id, worker, max(TRY_CAST(json_extract_string(attributes, '/worker.threads') AS BIGINT))
  FROM events WHERE name = 'worker.added' AND worker IS NOT NULL GROUP BY run_id, worker)
GROUP BY run_id, worker;

-- One row per interval of presence: repeated words change nothing, a removal without an arrival closes the
-- interval that began with the first span.
CREATE TABLE workers AS
WITH change AS (
  SELECT * FROM (
    SELECT *, lag(added) OVER w AS before FROM presence
    WINDOW w AS (PARTITION BY run_id, worker ORDER BY at_ns, added, reason))
  WHERE before IS DISTINCT FROM added),
step AS (
  SELECT *, lead(at_ns) OVER w AS next_ns, lead(reason) OVER w AS next_reason FROM change
  WINDOW w AS (PARTITION BY run_id, worker ORDER BY at_ns, added)),
stay AS (
  SELECT run_id, worker, at_ns AS added_ns, next_ns AS removed_ns,
         coalesce(next_reason, CASE WHEN next_ns IS NULL THEN reason END) AS reason
  FROM step WHERE added
  UNION ALL
  SELECT s.run_id, s.worker, least(r.first_ns, s.at_ns), s.at_ns, s.reason
  FROM step s LEFT JOIN ran r USING (run_id, worker) WHERE NOT s.added AND s.before IS NULL
  UNION ALL
  SELECT run_id, worker, first_ns, NULL, NULL FROM ran ANTI JOIN presence USING (run_id, worker))
SELECT y.run_id, y.worker, greatest(coalesce(l.slots, 1), 1) AS slots, y.added_ns, y.removed_ns, y.reason
FROM stay y LEFT JOIN slots l USING (run_id, worker)
ORDER BY y.run_id, y.worker, y.added_ns;

CREATE TABLE runs AS
WITH seen AS (
  SELECT run_id, min(start_ns) AS start_ns, max(coalesce(end_ns, start_ns)) AS end_ns, count(*) AS spans,
         bool_or(role = 'run' AND end_ns IS NULL) AS open
  FROM spans GROUP BY run_id),
heard AS (
  SELECT run_id, min(at_ns) AS start_ns, max(at_ns) AS end_ns
  FROM (SELECT run_id, at_ns FROM events UNION ALL SELECT run_id, at_ns FROM samples) GROUP BY run_id),
word AS (
  SELECT run_id, bool_or(name = 'run.started') AS started, bool_or(name = 'run.finished') AS finished,
    max_by(json_extract_string(attributes, '/run.status'), at_ns) FILTER (name = 'run.finished') AS status,
    max(json_extract_string(attributes, '/run.name')) AS name,
    min_by(attributes, {'late': name <> 'run.started', 'text': attributes}) AS attributes
  FROM events WHERE name IN ('run.started', 'run.finished') GROUP BY run_id),
root AS (
  SELECT run_id, max(json_extract_string(attributes, '/run.name')) AS name, min(attributes) AS attributes
  FROM spans WHERE role = 'run' GROUP BY run_id),
home AS (
  SELECT run_id, max(json_extract_string(o.resource, '/run.name')) AS name
  FROM (SELECT DISTINCT run_id, origin FROM spans) s JOIN origins o ON o.id = s.origin GROUP BY run_id)
SELECT run_id, coalesce(w.name, r.name, p.name) AS name,
  CASE WHEN w.started AND NOT w.finished OR s.open THEN 'running' ELSE w.status END AS status,
  coalesce(s.start_ns, h.start_ns) AS start_ns, coalesce(s.end_ns, h.end_ns) AS end_ns,
  coalesce(w.attributes, r.attributes) AS attributes, coalesce(s.spans, 0) AS spans,
  coalesce(t.tasks, 0) AS tasks
FROM seen s FULL JOIN heard h USING (run_id)
LEFT JOIN word w USING (run_id) LEFT JOIN root r USING (run_id) LEFT JOIN home p USING (run_id)
LEFT JOIN (SELECT run_id, count(*) AS tasks FROM tasks GROUP BY run_id) t USING (run_id)
ORDER BY run_id;

CREATE TABLE traces AS
WITH head AS (
  SELECT trace_hi, trace_lo, min(run_id) AS run_id, min(start_ns) AS start_ns,
    max(coalesce(end_ns, start_ns)) AS end_ns, count(*) AS spans, count(*) FILTER (status = 'error') AS errors,
    min({'child': parent_no IS NOT NULL, 'start_ns': start_ns, 'name': name, 'service': service}) AS root
  FROM spans WHERE trace_hi <> 0 OR trace_lo <> 0 GROUP BY trace_hi, trace_lo),
party AS (
  SELECT trace_hi, trace_lo, list(service ORDER BY service) AS services FROM (
    SELECT DISTINCT trace_hi, trace_lo, service FROM spans
    WHERE service IS NOT NULL AND (trace_hi <> 0 OR trace_lo <> 0))
  GROUP BY trace_hi, trace_lo)
SELECT h.trace_hi, h.trace_lo, h.run_id, h.root.name AS root, h.root.service AS service, h.start_ns, h.end_ns,
  h.spans, h.errors, coalesce(p.services, []) AS services
FROM head h LEFT JOIN party p USING (trace_hi, trace_lo)
ORDER BY h.start_ns, h.trace_hi, h.trace_lo;

-- A span that only carries measured values is read as samples, one for each number.
CREATE TABLE measured AS
SELECT coalesce(end_ns, start_ns) AS at_ns, run_id, j.key AS name, service, worker,
       TRY_CAST(j.value AS DOUBLE) AS value, seq, origin
FROM spans, json_each(attributes) j
WHERE role = 'metrics' AND attributes IS NOT NULL AND j.type IN ('BIGINT', 'UBIGINT', 'DOUBLE')
ORDER BY at_ns, name;
