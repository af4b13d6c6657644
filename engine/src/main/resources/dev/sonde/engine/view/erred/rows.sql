SELECT t.run_id, t.task_key, t.task_prefix, t.worker, t.error, a.trace_id, a.span_id, a.moments
FROM task t
LEFT JOIN main.attempt a ON a.run_id = t.run_id AND a.task_key = t.task_key AND a.last
WHERE t.state = 'erred'
