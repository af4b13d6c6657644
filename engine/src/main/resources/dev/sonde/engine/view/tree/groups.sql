SELECT ${keys}, (hash(${keys}) >> 1)::BIGINT AS leaf, count(*) AS records, count(*) FILTER (span) AS spans,
       count(*) FILTER (below) AS below, sum(duration_ns)::BIGINT AS total_ns
FROM (
  SELECT ${span_keys}, true AS span, parent_no IS NOT NULL AS below, duration_ns FROM span
  UNION ALL
  SELECT ${event_keys}, false, false, NULL FROM event
) AS told
GROUP BY ${keys}
