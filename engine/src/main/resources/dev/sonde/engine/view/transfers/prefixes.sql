-- Messages that carry one key, or do not name the others.
SELECT task_prefix AS prefix, consumer_prefix, count(*) AS messages, sum(keys)::BIGINT AS keys,
       sum(logical_bytes)::BIGINT AS logical_bytes, sum(wire_bytes)::BIGINT AS wire_bytes,
       sum(duration_ns)::BIGINT AS wire_ns
FROM transfer
WHERE NOT (coalesce(keys, 1) > 1 AND coalesce(${keys}, '') <> '')
GROUP BY task_prefix, consumer_prefix
ORDER BY task_prefix, consumer_prefix
