SELECT count(*) FILTER (to_worker = :worker) AS in_messages,
       (sum(logical_bytes) FILTER (to_worker = :worker))::BIGINT AS in_bytes,
       coalesce(sum(duration_ns) FILTER (to_worker = :worker), 0)::DOUBLE AS in_ns,
       count(*) FILTER (from_worker = :worker) AS out_messages,
       (sum(logical_bytes) FILTER (from_worker = :worker))::BIGINT AS out_bytes,
       coalesce(sum(duration_ns) FILTER (from_worker = :worker), 0)::DOUBLE AS out_ns,
       count(from_worker) AS senders
FROM transfer
HAVING count(*) > 0
