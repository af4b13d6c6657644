-- Tasks as they stood at a moment, from what had been said and had begun by then. What ended later is
-- still under way; what was announced later is not there.
SELECT t.* REPLACE (
    coalesce(said, CASE WHEN a.start_ns IS NOT NULL AND a.end_ns IS NULL THEN 'processing'
                        WHEN a.start_ns IS NOT NULL AND a.status = 'error' THEN 'erred'
                        WHEN a.start_ns IS NOT NULL THEN 'memory'
                        WHEN t.assigned_ns <= ${at} THEN 'processing'
                        WHEN t.ready_ns <= ${at} THEN 'ready'
                        WHEN len(t.dependencies) > 0 THEN 'waiting'
                        ELSE 'submitted' END) AS state,
    coalesce(a.attempts, 0) AS attempts, a.worker AS worker, a.start_ns AS start_ns, a.end_ns AS end_ns,
    (a.end_ns - a.start_ns) / 1e9 AS duration_s, a.error AS error,
    CASE WHEN said IS NOT NULL THEN w.at_ns
         WHEN a.start_ns IS NOT NULL THEN coalesce(a.end_ns, a.start_ns)
         WHEN t.ready_ns <= ${at} THEN t.ready_ns
         ELSE coalesce(t.submitted_ns, t.first_ns) END AS since_ns,
    said IS NULL AND t.assigned_ns IS NULL AS derived)
FROM main.task t
LEFT JOIN (
  SELECT run_id, task_key, count(*) AS attempts, last.worker AS worker, last.start_ns AS start_ns,
         last.end_ns AS end_ns, last.status AS status, last.error AS error FROM (
    SELECT run_id, task_key, attempt,
           max({'attempt': attempt, 'start_ns': start_ns,
                'end_ns': CASE WHEN end_ns <= ${at} THEN end_ns END,
                'status': CASE WHEN end_ns <= ${at} THEN status END,
                'error': CASE WHEN end_ns <= ${at} THEN error END, 'worker': worker})
             OVER (PARTITION BY run_id, task_key) AS last
    FROM main.attempt WHERE start_ns <= ${at})
  GROUP BY ALL
) a ON a.run_id = t.run_id AND a.task_key = t.task_key
LEFT JOIN (
  SELECT run_id, task_key, last.at_ns AS at_ns, last.state AS state FROM (
    SELECT run_id, task_key, max({'at_ns': at_ns, 'stage': stage, 'state': state}) AS last FROM (
      SELECT run_id, task_key, at_ns, ${to} AS state, list_position([${states}], ${to}) AS stage
      FROM main.event WHERE name = 'task.transition' AND task_key IS NOT NULL AND at_ns <= ${at})
    WHERE stage IS NOT NULL GROUP BY run_id, task_key)
) w ON w.run_id = t.run_id AND w.task_key = t.task_key
CROSS JOIN LATERAL (
  SELECT CASE WHEN a.start_ns IS NULL OR w.at_ns >= coalesce(a.end_ns, a.start_ns) THEN w.state END AS said)
WHERE least(t.first_ns, coalesce(t.submitted_ns, t.first_ns)) <= ${at}
