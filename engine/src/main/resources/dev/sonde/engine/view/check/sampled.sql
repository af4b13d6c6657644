-- Sampling leaves a mark on what it lets through: a threshold in the trace state, or an attribute.
SELECT count(*) AS sampled FROM span
WHERE (detail IS NOT NULL AND regexp_matches(detail, '[;=,"]th:[0-9a-f]')
       AND NOT regexp_matches(detail, '[;=,"]th:0["; ,]'))
  OR try_cast(${probability} AS DOUBLE) < 1
  OR try_cast(${rate} AS DOUBLE) > 1
