WITH kin AS (${kin}), asked AS (${asked}), kept AS (
  SELECT a.party, a.status, a.duration_ns, a.weight, NOT EXISTS (
    SELECT 1 FROM kin p
    WHERE p.trace_hi = a.trace_hi AND p.trace_lo = a.trace_lo AND p.span_no = a.parent_no AND p.party = a.party)
    AS entered
  FROM asked a
  WHERE a.party IS NOT NULL
)
SELECT party AS name, round(sum(weight))::BIGINT AS n, NOT bool_and(weight = 1) AS estimated,
       round(coalesce(sum(weight) FILTER (status = 'error'), 0))::BIGINT AS errors,
       CASE WHEN bool_and(weight = 1) THEN sum(duration_ns)::DOUBLE ELSE sum(duration_ns * weight) END AS total_ns,
       round(coalesce(sum(weight) FILTER (entered), 0))::BIGINT AS entered
FROM kept
GROUP BY party
ORDER BY name
