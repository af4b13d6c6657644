INSERT INTO work
SELECT ${work_columns} FROM (
  SELECT ${work_columns} FROM ${earlier} SEMI JOIN again USING (task_key)
  WHERE role IN ('attempt', 'span', 'phase') AND ${makes_known} AND seq <= ${from} AND start_ns >= ${low})
SEMI JOIN again USING (run_id, task_key);

DELETE FROM ${s}attempt_numbers WHERE seq IN (SELECT seq FROM work UNION ALL SELECT seq FROM gone);

DELETE FROM ${s}inferred i USING again a WHERE i.run_id = a.run_id AND i.task_key = a.task_key;
