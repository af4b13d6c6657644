-- A task-attempt span below another of the same key is part of that attempt, not one more. Only keys with
-- several such calls of which one has a parent can be concerned. A call that was found nested has the role
-- of a plain span and still its key, which no other span of that role has.
CREATE OR REPLACE TEMP TABLE nest_task AS
SELECT run_id, task_key FROM (
  SELECT run_id, task_key, count(*) AS calls, count(parent_no) AS parented FROM ${fresh}
  WHERE role = 'attempt' GROUP BY run_id, task_key
  ${earlier_calls})
GROUP BY run_id, task_key HAVING sum(calls) > 1 AND sum(parented) > 0
${gaps};
