-- Earlier calls that changed sides: their workers had one more attempt or less, their tasks another outcome.
INSERT INTO redo_task
SELECT DISTINCT run_id, task_key FROM ${all} SEMI JOIN (
  SELECT seq FROM verdict WHERE seq <= ${from} AND inner_call = (role = 'attempt')) USING (seq);

INSERT INTO redo_busy
SELECT DISTINCT s.run_id, s.worker
FROM ${all} s SEMI JOIN (SELECT seq FROM verdict WHERE seq <= ${from} AND inner_call = (role = 'attempt'))
  USING (seq)
WHERE s.worker IS NOT NULL;
