UNION
SELECT run_id, task_key, tried_ns FROM ${s}tasks SEMI JOIN redo_task USING (run_id, task_key)
WHERE tried_ns IS NOT NULL
