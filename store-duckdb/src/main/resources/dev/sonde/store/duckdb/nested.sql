-- A task-attempt span below another of the same key is part of that attempt, not one more. Only keys with
-- several attempt spans of which one has a parent can be concerned, and only their traces are walked.
CREATE TEMP TABLE nest AS
SELECT DISTINCT trace_hi, trace_lo FROM spans s
JOIN (SELECT run_id, task_key FROM spans WHERE role = 'attempt'
      GROUP BY run_id, task_key HAVING count(*) > 1 AND count(parent_no) > 0) k USING (run_id, task_key)
WHERE s.role = 'attempt' AND s.parent_no IS NOT NULL AND (s.trace_hi <> 0 OR s.trace_lo <> 0);

CREATE TEMP TABLE kin AS
SELECT trace_hi, trace_lo, span_no, parent_no, seq, run_id,
       CASE WHEN role = 'attempt' THEN task_key END AS task_key
FROM spans SEMI JOIN nest USING (trace_hi, trace_lo);

-- Levels are bounded, so that a loop of parents ends.
CREATE TEMP TABLE inner_attempt AS
WITH RECURSIVE up(seq, run_id, task_key, trace_hi, trace_lo, parent_no, level) AS (
  SELECT seq, run_id, task_key, trace_hi, trace_lo, parent_no, 0 FROM kin
  WHERE task_key IS NOT NULL AND parent_no IS NOT NULL
  UNION ALL
  SELECT u.seq, u.run_id, u.task_key, p.trace_hi, p.trace_lo, p.parent_no, u.level + 1
  FROM up u JOIN kin p ON p.trace_hi = u.trace_hi AND p.trace_lo = u.trace_lo AND p.span_no = u.parent_no
  WHERE p.parent_no IS NOT NULL AND u.level < 100 AND p.task_key IS DISTINCT FROM u.task_key)
SELECT DISTINCT u.seq FROM up u
JOIN kin p ON p.trace_hi = u.trace_hi AND p.trace_lo = u.trace_lo AND p.span_no = u.parent_no
WHERE p.task_key = u.task_key AND p.run_id = u.run_id AND p.seq <> u.seq;

UPDATE spans SET role = 'span' WHERE seq IN (SELECT seq FROM inner_attempt);
