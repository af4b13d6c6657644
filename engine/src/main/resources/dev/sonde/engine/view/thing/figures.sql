SELECT count(*) AS records, count(*) FILTER (kind = 'span') AS spans, count(*) FILTER (kind = 'event') AS events,
       count(*) FILTER (kind = 'sample') AS samples, min(from_ns) AS first_ns, max(to_ns) AS last_ns,
       count(*) FILTER (to_ns IS NULL) AS open, count(*) FILTER (failed) AS errors
FROM (
  SELECT 'span' AS kind, start_ns AS from_ns, end_ns AS to_ns, status = 'error' AS failed FROM span WHERE ${span}
  UNION ALL
  SELECT 'event', at_ns, at_ns, false FROM event WHERE ${event}
  UNION ALL
  SELECT 'sample', at_ns, at_ns, false FROM sample
  WHERE ${sample} AND seq NOT IN (SELECT seq FROM main.span WHERE role = 'metrics')
) AS known
