-- Where the span of the call itself is missing, an attempt is inferred from the others of the same worker
-- and key; when it began and ended is not known.
INSERT INTO ${s}inferred
SELECT run_id, task_key, task_prefix, worker, service, start_ns, one.seq, one.origin FROM (
  SELECT p.run_id, p.task_key, min(p.task_prefix) AS task_prefix, p.worker, min(p.service) AS service,
    min(p.start_ns) AS start_ns,
    min({'start_ns': p.start_ns, 'name': p.name, 'hi': p.trace_hi, 'lo': p.trace_lo, 'no': p.span_no,
         'seq': p.seq, 'origin': p.origin}) AS one
  FROM ${work} p
  WHERE p.role = 'phase' AND p.task_key IS NOT NULL
    AND (starts_with(p.name, 'worker.exec.') OR p.name = 'worker.store_data')
    AND NOT EXISTS (
      FROM ${work} a WHERE a.role = 'attempt' AND a.run_id = p.run_id AND a.task_key = p.task_key
        AND a.worker IS NOT DISTINCT FROM p.worker)
  GROUP BY p.run_id, p.task_key, p.worker);

CREATE OR REPLACE TEMP TABLE tries AS
SELECT run_id, task_key, attempt, worker, start_ns, end_ns, status, error, submitted_ns, ready_ns,
       assigned_ns, result_bytes, cache, seq, trace_hi, trace_lo, span_no, attributes, false AS inferred
FROM ${work} WHERE role = 'attempt' AND task_key IS NOT NULL
UNION ALL
SELECT run_id, task_key, NULL, worker, start_ns, start_ns, 'unset', NULL, NULL, NULL, NULL, NULL, NULL, seq,
       0, 0, 0, NULL, true
FROM ${s}inferred ${of_work};

-- Numbers of the attempts of tasks that have several; all others are the first and the last.
INSERT INTO ${s}attempt_numbers
SELECT seq, coalesce(attempt, n) AS number, n = tries AS last FROM (
  SELECT t.seq, t.attempt, count(*) OVER (PARTITION BY t.run_id, t.task_key) AS tries,
    row_number() OVER (PARTITION BY t.run_id, t.task_key
      ORDER BY t.attempt NULLS FIRST, t.start_ns, t.end_ns, t.worker, t.trace_hi, t.trace_lo, t.span_no,
        t.attributes, t.seq) AS n
  FROM tries t JOIN (SELECT run_id, task_key FROM tries GROUP BY run_id, task_key HAVING count(*) > 1)
    USING (run_id, task_key));
