-- Keys that records have themselves; those of resources are looked at once for each producer.
SELECT key, list(DISTINCT kind ORDER BY kind) AS kinds FROM attribute_key
WHERE key <> '*'
GROUP BY key
HAVING NOT bool_or(relation = 'resource')
ORDER BY key
