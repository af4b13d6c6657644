INSERT INTO vanished
SELECT t.run_id, count(*) FROM ${s}tasks t SEMI JOIN redo_task USING (run_id, task_key)
WHERE t.state IS NOT NULL GROUP BY t.run_id;

DELETE FROM ${s}tasks t USING redo_task r WHERE t.run_id = r.run_id AND t.task_key = r.task_key;
