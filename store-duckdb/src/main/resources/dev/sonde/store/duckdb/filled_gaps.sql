UNION
SELECT run_id, task_key FROM ${s}gaps
SEMI JOIN (FROM ${fresh} WHERE span_no <> 0) USING (trace_hi, trace_lo, span_no)
