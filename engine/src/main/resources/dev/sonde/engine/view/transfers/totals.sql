-- Bandwidth takes whole messages of known size and end, also those that reach out of the window.
SELECT count(*) AS messages, sum(keys)::BIGINT AS keys, sum(logical_bytes)::BIGINT AS logical_bytes,
       sum(wire_bytes)::BIGINT AS wire_bytes, sum(duration_ns)::DOUBLE AS wire_ns,
       count(duration_ns) AS ended,
       sum(logical_bytes) FILTER (end_ns > start_ns)::DOUBLE AS moved_bytes,
       sum(end_ns - start_ns) FILTER (end_ns > start_ns AND logical_bytes IS NOT NULL)::DOUBLE AS moved_ns,
       quantile_cont(logical_bytes, 0.5) FILTER (in_window) AS p50_bytes,
       quantile_cont(logical_bytes, 0.9) FILTER (in_window) AS p90_bytes,
       (SELECT count(DISTINCT worker) FROM worker) AS workers
FROM transfer
