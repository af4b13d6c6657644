-- Keys to be derived afresh as an earlier record was removed for a different one.
DELETE FROM near WHERE seq IN (SELECT seq FROM gone);

INSERT INTO redo_trace
SELECT DISTINCT trace_hi, trace_lo FROM gone WHERE NOT same AND (trace_hi <> 0 OR trace_lo <> 0);

INSERT INTO redo_task
SELECT run_id, task_key FROM gone WHERE NOT same AND task_key IS NOT NULL
UNION SELECT run_id, data_key FROM gone WHERE NOT same AND data_key IS NOT NULL;

-- What a run and a worker have of their many records can only change with those at the edges.
INSERT INTO redo_run
SELECT DISTINCT g.run_id FROM gone g JOIN ${s}runs r USING (run_id) LEFT JOIN ${s}origins o ON o.id = g.origin
WHERE g.role = 'run' OR NOT g.same AND (g.start_ns <= r.span_start_ns
  OR coalesce(g.end_ns, g.start_ns) >= r.span_end_ns
  OR json_extract_string(o.resource, '/run.name') = r.home_name);

INSERT INTO redo_crew
SELECT DISTINCT g.run_id, g.worker FROM gone g JOIN ${s}crew c USING (run_id, worker)
WHERE NOT g.same AND (g.start_ns <= c.first_ns OR c.threads IS NOT NULL OR c.most IS NULL);

INSERT INTO redo_busy
SELECT DISTINCT g.run_id, g.worker FROM gone g JOIN ${s}crew c USING (run_id, worker)
WHERE g.role = 'attempt' AND g.start_ns <= c.most_ns AND (g.end_ns IS NULL OR g.end_ns > c.most_ns);

DELETE FROM ${s}measured WHERE seq IN (SELECT seq FROM gone WHERE role = 'metrics');

DELETE FROM ${s}oddities WHERE seq IN (SELECT seq FROM gone);

-- A run keeps the number of its tasks, which is counted by other means.
UPDATE ${s}runs SET span_start_ns = NULL, span_end_ns = NULL, spans = 0, open_roots = 0, root_name = NULL,
  root_attributes = NULL, home_name = NULL
WHERE run_id IN (FROM redo_run);

INSERT INTO redo_busy FROM redo_crew;
