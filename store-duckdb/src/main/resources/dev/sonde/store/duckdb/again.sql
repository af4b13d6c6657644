-- Tasks that have attempts from before and are spoken of again: all of their attempts are looked at.
CREATE OR REPLACE TEMP TABLE again AS
SELECT run_id, task_key, tried_ns FROM task_old
SEMI JOIN (SELECT run_id, task_key FROM ${fresh} WHERE ${makes_known}) USING (run_id, task_key)
WHERE tried_ns IS NOT NULL
${redone};

CREATE OR REPLACE TEMP TABLE work AS
SELECT ${work_columns} FROM ${fresh} WHERE ${makes_known};
