SELECT DISTINCT value FROM (
  SELECT ${span} AS value FROM span UNION ALL SELECT ${event} FROM event UNION ALL SELECT ${sample} FROM sample
) AS known
WHERE starts_with(value, :head) AND ends_with(value, :tail)
ORDER BY value
LIMIT :most
