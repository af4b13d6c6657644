SELECT count(*) AS lookups, count(*) FILTER (hit = 'true') AS hits, count(task_key) AS tied
FROM (SELECT task_key, ${hit} AS hit FROM event WHERE name = 'cache.lookup') AS looked
