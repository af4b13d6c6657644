-- A prefix has a row when any task has it, also before the first attempt, or when anything of it moved.
WITH tried AS (
  SELECT task_prefix AS prefix, count(*) AS attempts,
         (sum(duration_ns) FILTER (NOT inferred))::DOUBLE AS total_ns,
         avg(end_ns - start_ns) FILTER (in_window AND NOT inferred) AS mean_ns,
         quantile_cont(end_ns - start_ns, [0.5, 0.9, 0.99]) FILTER (in_window AND NOT inferred) AS ranks_ns,
         (max(end_ns - start_ns) FILTER (in_window AND NOT inferred))::DOUBLE AS max_ns
  FROM attempt
  GROUP BY task_prefix
), moved AS (
  SELECT task_prefix AS prefix, count(*) AS messages, sum(logical_bytes)::BIGINT AS bytes,
         coalesce(sum(duration_ns), 0)::DOUBLE AS total_ns
  FROM transfer
  WHERE task_prefix IS NOT NULL
  GROUP BY task_prefix
), spilled AS (
  -- Of the steps of one spill only the writing counts: each of them repeats the size.
  SELECT data_prefix AS prefix, count(*) AS spills, sum(bytes)::BIGINT AS bytes
  FROM span
  WHERE role = 'spill' AND data_prefix IS NOT NULL AND ${direction} = 'write'
    AND NOT suffix(name, '.compress') AND NOT suffix(name, '.mutex_wait')
  GROUP BY data_prefix
), held AS (
  SELECT task_prefix AS prefix, sum(CASE WHEN end_ns > :horizon THEN NULL ELSE result_bytes END)::BIGINT AS bytes
  FROM task
  GROUP BY task_prefix
), named AS (
  SELECT prefix FROM held UNION SELECT prefix FROM tried UNION SELECT prefix FROM moved
  UNION SELECT prefix FROM spilled
)
SELECT n.prefix, coalesce(a.attempts, 0) AS attempts,
       CASE WHEN a.attempts IS NULL THEN 0 ELSE a.total_ns END AS total_ns, a.mean_ns,
       a.ranks_ns, a.max_ns,
       CASE WHEN m.messages IS NULL AND EXISTS (SELECT 1 FROM moved WHERE bytes IS NOT NULL) THEN 0
            ELSE m.bytes END AS transfer_bytes,
       CASE WHEN m.messages IS NULL AND EXISTS (SELECT 1 FROM moved) THEN 0 ELSE m.total_ns END AS transfer_ns,
       CASE WHEN p.spills IS NULL AND EXISTS (SELECT 1 FROM spilled WHERE bytes IS NOT NULL) THEN 0
            ELSE p.bytes END AS spill_bytes,
       h.bytes AS result_bytes
FROM named n
LEFT JOIN tried a ON a.prefix IS NOT DISTINCT FROM n.prefix
LEFT JOIN moved m ON m.prefix = n.prefix
LEFT JOIN spilled p ON p.prefix = n.prefix
LEFT JOIN held h ON h.prefix IS NOT DISTINCT FROM n.prefix
ORDER BY n.prefix NULLS LAST
