SELECT name, unit, samples, latest.value AS last, max FROM (
  SELECT name, max(unit) AS unit, count(*) AS samples,
         max({'at_ns': at_ns, 'value': value}) FILTER (value IS NOT NULL) AS latest,
         max(value) AS max
  FROM sample
  GROUP BY name
) AS told
ORDER BY name
