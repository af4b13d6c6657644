SELECT
  (SELECT count(*) FROM span) AS spans,
  (SELECT min(start_ns) FROM span) AS first_ns,
  (SELECT max(coalesce(end_ns, start_ns)) FROM span) AS last_ns,
  (SELECT count(DISTINCT worker) FROM worker) AS workers,
  (SELECT count(DISTINCT worker) FROM attempt WHERE end_ns IS NULL) AS busy_workers,
  (SELECT sum(logical_bytes)::BIGINT FROM transfer) AS network_bytes
