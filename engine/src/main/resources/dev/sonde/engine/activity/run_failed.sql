-- Attempts of tasks that erred in the end: what they took was thrown away.
SELECT a.task_key, a.task_prefix, a.run_id, coalesce(sum(a.end_ns - a.start_ns), 0)::BIGINT AS nanos,
  max_by(a.error, a.attempt) AS error
FROM main.attempt a JOIN main.task t USING (run_id, task_key)
WHERE ${in_run} AND t.state = 'erred' AND NOT a.inferred
GROUP BY ALL
