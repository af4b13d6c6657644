SELECT max(seq) AS seq FROM (
  SELECT max(seq) AS seq FROM main.span UNION ALL SELECT max(seq) FROM main.event
  UNION ALL SELECT max(seq) FROM main.sample)
