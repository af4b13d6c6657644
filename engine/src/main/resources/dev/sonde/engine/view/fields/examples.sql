-- The most frequent values among the first records.
SELECT place, value, count(*) AS n FROM (
  SELECT place, left(value, :longest) AS value FROM (
  SELECT unnest([${numbers}]) AS place, unnest([${names}]) AS value FROM (
    (SELECT ${values} FROM span ORDER BY start_ns, name, worker, seq LIMIT :looked)
    UNION ALL
    (SELECT ${values} FROM event ORDER BY at_ns, name, worker, task_key, seq LIMIT :looked)
    UNION ALL
    (SELECT ${values} FROM sample WHERE seq NOT IN (SELECT seq FROM main.span WHERE role = 'metrics')
     ORDER BY at_ns, seq LIMIT :looked)
  ) AS reached
) AS laid WHERE value IS NOT NULL
) AS cut
GROUP BY place, value
QUALIFY row_number() OVER (PARTITION BY place ORDER BY n DESC, value) <= 3
ORDER BY place, n DESC, value
