SELECT DISTINCT key FROM attribute_key WHERE key <> '*' ORDER BY key
