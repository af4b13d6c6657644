UNION
SELECT run_id, task_key FROM ${earlier} SEMI JOIN redo_trace USING (trace_hi, trace_lo)
WHERE role IN ('attempt', 'span') AND task_key IS NOT NULL
