WITH used AS (
  SELECT origin FROM span UNION SELECT origin FROM event UNION SELECT origin FROM sample
), home AS (
  SELECT o.resource_json AS resource, json_extract_string(o.resource_json, '/service.name') AS service,
         coalesce(json_extract_string(o.resource_json, '/worker.id'),
                  json_extract_string(o.resource_json, '/service.instance.id'),
                  json_extract_string(o.resource_json, '/service.name')) AS party
  FROM used u JOIN origin o ON o.id = u.origin
), told AS (
  SELECT h.party, h.service, j.key AS name, json_extract_string(j.value, '$') AS version
  FROM home h, json_each(h.resource) j
  WHERE h.resource IS NOT NULL
    AND (suffix(j.key, '.version') OR starts_with(j.key, 'telemetry.sdk.')
         OR starts_with(j.key, 'telemetry.distro.') OR starts_with(j.key, 'process.runtime.'))
    AND NOT suffix(j.key, '.description')
)
SELECT DISTINCT party, service, NULL AS name, NULL AS version FROM home WHERE party IS NOT NULL
UNION ALL
SELECT DISTINCT party, service, name, version FROM told WHERE party IS NOT NULL
ORDER BY party, service, name NULLS FIRST, version
