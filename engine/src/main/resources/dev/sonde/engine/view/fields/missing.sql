SELECT kind, at_ns, name, service, worker, trace_id, span_id, count(*) OVER () AS missing FROM (
  SELECT 'span' AS kind, start_ns AS at_ns, name, service, worker, trace_id, span_id, seq FROM span
  WHERE ${value} IS NULL
  UNION ALL
  SELECT 'event', at_ns, name, service, worker, trace_id, span_id, seq FROM event WHERE ${value} IS NULL
  UNION ALL
  SELECT 'sample', at_ns, name, service, worker, NULL, NULL, seq FROM sample
  WHERE seq NOT IN (SELECT seq FROM main.span WHERE role = 'metrics') AND ${value} IS NULL
) AS lacking
ORDER BY at_ns, kind, seq
LIMIT :most OFFSET :skip
