marked AS (
  SELECT ${keys}, count(*) AS records, min(from_ns) FILTER (begins) AS begun_ns,
         max(from_ns) FILTER (begins) AS last_begun_ns, min(to_ns) FILTER (ends) AS first_ended_ns,
         max(to_ns) FILTER (ends) AS ended_ns
  FROM told
  WHERE ${present}
  GROUP BY ${keys}
), mixed AS (
  -- Begins and ends by turns: it came and went.
  SELECT ${keys}, records FROM marked WHERE last_begun_ns > first_ended_ns AND ended_ns >= begun_ns
), marks AS (
  SELECT ${keys}, records, from_ns AS at_ns, 0 AS ends FROM told JOIN mixed USING (${keys}) WHERE begins
  UNION ALL
  SELECT ${keys}, records, to_ns, 1 FROM told JOIN mixed USING (${keys}) WHERE ends AND to_ns IS NOT NULL
), followed AS (
  SELECT *, lag(ends) OVER (PARTITION BY ${keys} ORDER BY at_ns, ends) AS before FROM marks
), turned AS (
  SELECT *, count(*) FILTER (ends = 0 AND coalesce(before, 1) = 1)
              OVER (PARTITION BY ${keys} ORDER BY at_ns, ends ROWS UNBOUNDED PRECEDING) AS turn
  FROM followed
), turns AS (
  SELECT ${keys}, max(records) AS records, turn, min(at_ns) FILTER (ends = 0) AS first_ns,
         max(at_ns) FILTER (ends = 1) AS last_ns
  FROM turned
  GROUP BY ${keys}, turn
), lived AS (
  -- An end before every begin is one by another clock: where they are named, their order does not matter.
  SELECT ${keys}, records, begun_ns AS first_ns,
         CASE WHEN ended_ns < begun_ns THEN begun_ns ELSE ended_ns END AS last_ns,
         coalesce(ended_ns < begun_ns, false) AS skewed
  FROM marked
  WHERE begun_ns IS NOT NULL AND (ended_ns IS NULL OR last_begun_ns <= first_ended_ns OR ended_ns < begun_ns)
  UNION ALL
  SELECT ${keys}, records, first_ns, last_ns, false FROM turns WHERE turn > 0
), life AS (
  SELECT * FROM lived WHERE ${within}
), thing AS (
  SELECT ${keys}, max(records) AS records, min(first_ns) AS first_ns,
         CASE WHEN count(*) = count(last_ns) THEN max(last_ns) END AS last_ns, bool_or(skewed) AS skewed,
         CASE WHEN count(*) = count(last_ns) THEN sum(last_ns - first_ns) END::BIGINT AS alive_ns,
         count(*) AS times
  FROM life
  GROUP BY ${keys}
), stray AS (
  SELECT (SELECT count(*) FROM marked WHERE begun_ns IS NULL AND ended_ns IS NOT NULL)
         + (SELECT count(*) FROM turns WHERE turn = 0) AS n
)
