SELECT ${keys}, ${figures}, list(DISTINCT origin ORDER BY origin) AS origins FROM (
  SELECT ${span_keys}, origin, ${span_values} FROM span
  UNION ALL
  SELECT ${event_keys}, origin, ${event_values} FROM event
  UNION ALL
  SELECT ${sample_keys}, origin, ${sample_values} FROM sample
  WHERE seq NOT IN (SELECT seq FROM main.span WHERE role = 'metrics')
) AS reached
WHERE (${keys}) IN (${shown})
GROUP BY ${keys}
