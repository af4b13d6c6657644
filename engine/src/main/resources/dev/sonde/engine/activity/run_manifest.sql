WITH used AS (
  SELECT DISTINCT origin FROM span
), told AS (
  SELECT j.key AS name, json_extract_string(j.value, '$') AS value
  FROM run r, json_each(r.attributes_json) j
  WHERE r.attributes_json IS NOT NULL
  UNION ALL
  SELECT j.key, json_extract_string(j.value, '$')
  FROM used u JOIN origin o ON o.id = u.origin, json_each(o.resource_json) j
  WHERE o.resource_json IS NOT NULL AND suffix(j.key, '.version')
)
SELECT name, count(DISTINCT value) AS kinds, min(value) AS first, max(value) AS last
FROM told
WHERE value IS NOT NULL AND name NOT IN ('run.id', 'run.status') AND NOT suffix(name, '_unix_nano')
GROUP BY name
ORDER BY name
