SELECT left_out, name, service, worker, task_key, task_prefix, run_id, agent, host, process, trace_hi, trace_lo, records,
       count(*) OVER (PARTITION BY left_out) AS values
FROM (
  SELECT grouping(name, service, worker, task_key, task_prefix, run_id, agent, host, process, trace_hi) AS left_out,
         name, service, worker, task_key, task_prefix, run_id, agent, host, process, trace_hi, trace_lo,
         count(*) AS records
  FROM (
    SELECT name, service, worker, task_key, task_prefix, nullif(run_id, '-') AS run_id,
           ${span_agent} AS agent, ${span_host} AS host, ${span_process} AS process, trace_hi, trace_lo
    FROM span WHERE ${span}
    UNION ALL
    SELECT name, service, worker, task_key, task_prefix, nullif(run_id, '-'), ${event_agent}, ${event_host},
           ${event_process}, trace_hi, trace_lo
    FROM event WHERE ${event}
    UNION ALL
    SELECT name, service, worker, NULL, NULL, nullif(run_id, '-'), ${sample_agent}, ${sample_host},
           ${sample_process}, 0, 0
    FROM sample
    WHERE ${sample} AND seq NOT IN (SELECT seq FROM main.span WHERE role = 'metrics')
  ) AS known
  GROUP BY GROUPING SETS ((name), (service), (worker), (task_key), (task_prefix), (run_id), (agent), (host), (process),
                          (trace_hi, trace_lo))
) AS counted
WHERE coalesce(name, service, worker, task_key, task_prefix, run_id, agent, host, process,
               CASE WHEN trace_hi <> 0 OR trace_lo <> 0 THEN 'trace' END) IS NOT NULL
QUALIFY row_number() OVER (
  PARTITION BY left_out
  ORDER BY records DESC, name, service, worker, task_key, task_prefix, run_id, agent, host, process, trace_hi, trace_lo
) <= :most
ORDER BY left_out DESC, records DESC, name, service, worker, task_key, task_prefix, run_id, agent, host, process,
         trace_hi, trace_lo
