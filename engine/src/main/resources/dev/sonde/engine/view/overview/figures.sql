SELECT
  (SELECT count(*) FROM span) AS spans,
  (SELECT sum(logical_bytes)::BIGINT FROM transfer) AS network_bytes
