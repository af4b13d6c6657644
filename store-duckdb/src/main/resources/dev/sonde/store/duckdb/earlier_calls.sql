UNION ALL
SELECT run_id, task_key, calls, parented FROM task_old
SEMI JOIN (SELECT run_id, task_key FROM ${fresh} WHERE role = 'attempt') USING (run_id, task_key)
WHERE calls > 0
UNION ALL
SELECT run_id, task_key, -1, 0 FROM gone WHERE role = 'attempt'
