-- The keys that new records name.
CREATE OR REPLACE TEMP TABLE touched AS
SELECT run_id, task_key FROM ${fresh} WHERE task_key IS NOT NULL
UNION SELECT run_id, data_key FROM ${fresh} WHERE data_key IS NOT NULL
UNION SELECT run_id, task_key FROM ${fresh_events} WHERE task_key IS NOT NULL;


-- One key column at a time: DuckDB then passes over what cannot match before it reads the other columns.
INSERT INTO task_old
FROM (SELECT rowid AS place, * FROM ${s}tasks SEMI JOIN touched USING (task_key))
SEMI JOIN touched USING (run_id, task_key);

INSERT INTO heard_old
FROM (FROM ${s}heard_tasks SEMI JOIN touched USING (task_key)) SEMI JOIN touched USING (run_id, task_key);
