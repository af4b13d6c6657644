SELECT key, list(DISTINCT relation ORDER BY relation) AS places, list(DISTINCT kind ORDER BY kind) AS kinds
FROM attribute_key
WHERE key <> '*'
GROUP BY key
ORDER BY key
