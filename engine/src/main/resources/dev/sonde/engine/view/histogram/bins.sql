WITH told AS (${values}), placed AS (
  SELECT CASE WHEN ${shown} THEN part END AS part, ${bin} AS bin
  FROM told
  WHERE value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308
)
SELECT part, bin, count(*) AS n FROM placed GROUP BY part, bin ORDER BY part, bin
