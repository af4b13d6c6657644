-- Narrow, as there may be millions: tasks and workers by numbers that are made of their names. Of a repeated
-- attempt that failed, the time went into trying again. While the client waits, others work.
WITH took AS (
  SELECT CASE WHEN status = 'error' AND NOT last THEN ${retry} ELSE ${compute} END + 32 AS kind,
    run_id, task_key, worker, NULL AS peer, NULL AS data_key, start_ns, coalesce(end_ns, :horizon) AS end_ns, seq
  FROM attempt WHERE NOT inferred AND ${attempts}
  UNION ALL
  SELECT CASE role WHEN 'transfer' THEN ${transfer} WHEN 'spill' THEN ${spill} WHEN 'scheduler' THEN ${scheduler}
           WHEN 'client' THEN ${client}
           WHEN 'phase' THEN CASE phase WHEN 'lock' THEN ${lock} WHEN 'serialize' THEN ${serialize}
             WHEN 'deserialize' THEN ${serialize}
             ELSE CASE WHEN phase IS NULL AND component = 'compute' THEN ${compute} ELSE ${scheduler} END END
         END, run_id, task_key, CASE WHEN role IN ('scheduler', 'client') THEN NULL ELSE coalesce(to_worker, worker) END,
    from_worker, data_key, start_ns, end_ns, seq
  FROM span
  WHERE role IN ('phase', 'transfer', 'spill', 'scheduler', 'client') AND end_ns IS NOT NULL AND ${spans}
    -- A worker tells of a task that came and went while the slot is free or another's already.
    AND (role <> 'phase' OR phase IS NULL OR phase NOT IN ('receive', 'complete'))
    AND (role <> 'client' OR ${phase} IS DISTINCT FROM 'wait'))
SELECT kind, ${task} AS task, ${data} AS data, ${worker} AS worker, ${peer} AS peer, start_ns, end_ns, seq
FROM took
