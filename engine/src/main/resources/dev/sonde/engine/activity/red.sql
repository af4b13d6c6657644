SELECT name, service, count(*) AS spans, count(*) FILTER (status = 'error') AS errors,
  coalesce(sum(end_ns - start_ns), 0)::DOUBLE AS total_ns
FROM span GROUP BY name, service ORDER BY spans DESC, name, service LIMIT :most
