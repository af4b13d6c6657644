UNION ALL
SELECT run_id, NULL, NULL, -count(*), 0, -count(*) FILTER (role = 'run' AND end_ns IS NULL), NULL, NULL, NULL
FROM gone ANTI JOIN redo_run USING (run_id) GROUP BY run_id
UNION ALL
SELECT run_id, NULL, NULL, 0, -tasks, 0, NULL, NULL, NULL FROM vanished
