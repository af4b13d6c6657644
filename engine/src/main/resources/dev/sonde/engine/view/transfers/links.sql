SELECT from_worker, to_worker, count(*) AS messages, sum(logical_bytes)::BIGINT AS bytes,
       count(*) OVER () AS links
FROM transfer
WHERE from_worker IS NOT NULL OR to_worker IS NOT NULL
GROUP BY from_worker, to_worker
ORDER BY bytes DESC NULLS LAST, messages DESC, from_worker, to_worker
LIMIT :most OFFSET :skip
