-- Small numbers repeat in every process; such a parent is looked for in the same one.
SELECT (hash(${keys}) >> 1)::BIGINT AS leaf,
       CASE WHEN span_no <> 0 THEN (hash(trace_hi, trace_lo, span_no, party) >> 1)::BIGINT END AS id,
       CASE WHEN parent_no IS NOT NULL THEN (hash(trace_hi, trace_lo, parent_no, party) >> 1)::BIGINT END AS parent,
       duration_ns
FROM (
  SELECT ${span_keys}, trace_hi, trace_lo, span_no, parent_no, duration_ns,
         CASE WHEN trace_hi = 0 THEN coalesce(worker, service, '') ELSE '' END AS party
  FROM span
) AS told
