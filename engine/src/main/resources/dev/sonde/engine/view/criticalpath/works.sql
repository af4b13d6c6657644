-- Of a repeated attempt that failed, the time went into trying again. While the client waits, others work.
SELECT a.role, a.name, a.phase, a.task_key, a.task_prefix, a.worker, NULL AS peer, NULL AS data_key, a.span_id,
  a.start_ns, coalesce(a.end_ns, :horizon) AS end_ns, a.status = 'error' AND NOT a.last AS repeated, coalesce(a.submitted_ns, t.submitted_ns) AS submitted_ns,
  coalesce(a.assigned_ns, t.assigned_ns) AS assigned_ns
FROM attempt a LEFT JOIN task t USING (run_id, task_key)
WHERE NOT a.inferred
UNION ALL
SELECT s.role, s.name, s.phase, s.task_key, coalesce(s.task_prefix, s.data_prefix), coalesce(s.to_worker, s.worker),
  s.from_worker, s.data_key, s.span_id, s.start_ns, s.end_ns, false, t.submitted_ns, t.assigned_ns
FROM (SELECT * FROM span WHERE role <> 'client' OR ${phase} IS DISTINCT FROM 'wait') s
  LEFT JOIN task t USING (run_id, task_key)
WHERE s.role IN ('phase', 'transfer', 'spill', 'scheduler', 'client') AND s.end_ns IS NOT NULL
