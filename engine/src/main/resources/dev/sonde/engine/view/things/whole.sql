found AS (
  SELECT ${keys}, count(*) AS records, ${first} AS first_ns, ${last} AS last_ns, false AS skewed
  FROM told
  WHERE ${present}
  GROUP BY ${keys}
), life AS (
  SELECT * FROM found WHERE first_ns IS NOT NULL AND ${within}
), thing AS (
  SELECT *, last_ns - first_ns AS alive_ns, 1 AS times FROM life
), stray AS (
  SELECT 0 AS n
)
