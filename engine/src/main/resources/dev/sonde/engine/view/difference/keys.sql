SELECT key, list(DISTINCT kind ORDER BY kind) AS kinds, bool_or(relation = 'resource') AS resource
FROM attribute_key
WHERE key <> '*' AND relation IN ('resource', ${places})
GROUP BY key
ORDER BY key
