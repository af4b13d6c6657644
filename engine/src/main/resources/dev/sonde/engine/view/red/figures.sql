-- All of a row, then its bins. What began before the window counts in the first bin.
${requests}, placed AS (
  SELECT *, least(greatest(start_ns - :window_start, 0) // :width, :last_bin) AS bin FROM request
), figure AS MATERIALIZED (
  SELECT name, CASE WHEN grouping(bin) = 0 THEN bin END AS bin, sum(weight)::DOUBLE AS n,
         round(coalesce(sum(weight) FILTER (status = 'error'), 0))::BIGINT AS errors,
         NOT bool_and(weight = 1) AS estimated,
         quantile_cont(end_ns - start_ns, [0.5, 0.95, 0.99]) FILTER (in_window) AS ranks_ns
  FROM placed
  GROUP BY GROUPING SETS ((name), (name, bin))
), known AS (
  SELECT name, n, count(*) OVER () AS names FROM figure WHERE bin IS NULL ORDER BY n DESC, name LIMIT :most
)
SELECT f.*, k.names FROM figure f JOIN known k ON k.name = f.name
ORDER BY k.n DESC, f.name, f.bin NULLS FIRST
