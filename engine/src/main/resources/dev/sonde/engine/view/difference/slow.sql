-- Each against its own kind: what takes longer by nature is not slow for that.
WITH kind AS (
  SELECT ${kind} AS kind, service AS party, quantile_cont(end_ns - start_ns, 0.95) AS bound
  FROM span
  WHERE ${population} AND end_ns IS NOT NULL
  GROUP BY ALL
  HAVING count(*) >= :enough
), member AS (
  SELECT s.*, s.end_ns - s.start_ns > k.bound AS inside
  FROM span s JOIN kind k ON k.kind = s.${kind} AND k.party IS NOT DISTINCT FROM s.service
  WHERE ${population} AND s.end_ns IS NOT NULL
)
