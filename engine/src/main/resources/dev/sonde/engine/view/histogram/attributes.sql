SELECT try_cast(said AS DOUBLE) AS value, said, part FROM (
  SELECT ${span} AS said, ${span_by} AS part FROM span WHERE in_window
  UNION ALL
  SELECT ${event}, ${event_by} FROM event
  UNION ALL
  SELECT ${sample}, ${sample_by} FROM sample WHERE seq NOT IN (SELECT seq FROM main.span WHERE role = 'metrics')
) AS told
WHERE said IS NOT NULL
