-- Only the traces of those keys are walked.
CREATE OR REPLACE TEMP TABLE nest AS
SELECT DISTINCT trace_hi, trace_lo FROM ${all} SEMI JOIN nest_task USING (run_id, task_key)
WHERE role IN ('attempt', 'span') AND parent_no IS NOT NULL AND (trace_hi <> 0 OR trace_lo <> 0);

CREATE OR REPLACE TEMP TABLE kin AS
SELECT trace_hi, trace_lo, span_no, parent_no, seq, run_id, role,
       CASE WHEN role IN ('attempt', 'span') THEN task_key END AS task_key
FROM ${all} SEMI JOIN nest USING (trace_hi, trace_lo);

-- A set, not a list of ways: loops end, and ids that several spans share do not multiply them.
CREATE OR REPLACE TEMP TABLE ascent AS
WITH RECURSIVE up(seq, run_id, task_key, trace_hi, trace_lo, parent_no) AS (
  SELECT seq, run_id, task_key, trace_hi, trace_lo, parent_no FROM kin
  SEMI JOIN nest_task USING (run_id, task_key)
  WHERE parent_no IS NOT NULL
  UNION
  SELECT u.seq, u.run_id, u.task_key, p.trace_hi, p.trace_lo, p.parent_no
  FROM up u JOIN kin p ON p.trace_hi = u.trace_hi AND p.trace_lo = u.trace_lo AND p.span_no = u.parent_no
  WHERE p.parent_no IS NOT NULL AND p.task_key IS DISTINCT FROM u.task_key)
FROM up;

CREATE OR REPLACE TEMP TABLE verdict AS
SELECT seq, role, seq IN (
  SELECT u.seq FROM ascent u
  JOIN kin p ON p.trace_hi = u.trace_hi AND p.trace_lo = u.trace_lo AND p.span_no = u.parent_no
  WHERE p.task_key = u.task_key AND p.run_id = u.run_id AND p.seq <> u.seq) AS inner_call
FROM kin SEMI JOIN nest_task USING (run_id, task_key);

DELETE FROM ${s}gaps g USING nest_task n WHERE g.run_id = n.run_id AND g.task_key = n.task_key;

INSERT INTO ${s}gaps
SELECT DISTINCT trace_hi, trace_lo, parent_no, run_id, task_key
FROM ascent u
ANTI JOIN (SELECT trace_hi, trace_lo, span_no AS parent_no FROM kin WHERE trace_hi <> 0)
  USING (trace_hi, trace_lo, parent_no);
