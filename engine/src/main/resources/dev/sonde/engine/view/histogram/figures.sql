-- Numbers that are none (NaN, infinite) are left out like words. First all records, then the parts.
WITH told AS (${values}), number AS (
  SELECT CASE WHEN value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308 THEN value END AS value, part
  FROM told
), figure AS (
  SELECT grouping(part) AS whole, part, count(*) AS said, count(value) AS n, min(value) AS least, max(value) AS most,
         min(value) FILTER (value > 0) AS least_positive, quantile_cont(value, [0.5, 0.9, 0.99]) AS ranks
  FROM number
  GROUP BY GROUPING SETS ((), (part))
)
SELECT *, count(*) OVER () AS parts FROM figure
WHERE whole = 1 OR (part IS NOT NULL AND n > 0)
ORDER BY whole DESC, n DESC, part
LIMIT :most_parts
