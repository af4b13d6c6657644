SELECT seq, name, span_id, trace_id, coalesce(task_prefix, data_prefix) AS prefix FROM main.span WHERE seq IN (${handles})
