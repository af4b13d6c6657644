SELECT (SELECT count(*) FROM attempt WHERE last AND end_ns > :from_ns AND end_ns <= :until_ns) AS tasks,
       (SELECT count(*) FROM attempt) AS attempts,
       (SELECT coalesce(sum(logical_bytes), 0)::BIGINT FROM transfer
        WHERE end_ns > :from_ns AND end_ns <= :until_ns) AS bytes,
       (SELECT count(logical_bytes) FROM transfer) AS sized
