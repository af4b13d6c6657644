WITH told AS (
  ${told}
), ${lives}, change AS (
  SELECT ${from} AS at_ns, 1 AS more FROM life
  UNION ALL
  SELECT last_ns, -1 FROM life WHERE ${ends}
), step AS (
  SELECT at_ns, sum(more) AS more FROM change GROUP BY at_ns HAVING sum(more) <> 0
), counted AS (
  SELECT at_ns, (sum(more) OVER (ORDER BY at_ns ROWS UNBOUNDED PRECEDING))::BIGINT AS n FROM step
), ends AS (
  SELECT count(*) AS steps, min(at_ns) AS first_ns, max(at_ns) AS last_ns,
         max({'n': n, 'early': -at_ns}) AS highest
  FROM counted
), told_of AS (
  -- Of too many steps the highest and the last in each of equal parts of the time.
  SELECT min(at_ns) AS at_ns, n FROM (
    SELECT at_ns, n, n = max(n) OVER part AS highest, at_ns = max(at_ns) OVER part AS last,
           CASE WHEN n = max(n) OVER part THEN 0 ELSE at_ns END AS same, part
    FROM (
      SELECT c.at_ns, c.n, CASE WHEN e.steps <= :most THEN c.at_ns
                                ELSE (c.at_ns - e.first_ns) // ((e.last_ns - e.first_ns) // :parts + 1) END AS part
      FROM counted c, ends e
    ) AS parted
    WINDOW part AS (PARTITION BY part)
  ) AS ranked
  WHERE highest OR last
  GROUP BY part, same, n
)
SELECT f.*, e.steps, e.highest.n AS peak, -e.highest.early AS peak_ns, s.n AS unpaired,
       (SELECT list(at_ns::VARCHAR ORDER BY at_ns) FROM told_of) AS times,
       (SELECT list(n::DOUBLE ORDER BY at_ns) FROM told_of) AS counts
FROM (
  SELECT count(*) AS things, count(*) FILTER (last_ns IS NULL) AS open, count(*) FILTER (skewed) AS skewed,
         count(*) FILTER (times > 1) AS returned, coalesce(sum(records), 0)::BIGINT AS records,
         count(*) FILTER (last_ns = first_ns) AS momentary,
         quantile_cont(alive_ns, [0.5, 0.9, 0.99]) FILTER (${in_window}) AS ranks_ns,
         max(alive_ns) FILTER (${in_window}) AS max_ns
  FROM thing
) AS f, ends e, stray s
