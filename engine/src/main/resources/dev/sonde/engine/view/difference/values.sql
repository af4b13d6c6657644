${member}, looked AS (
  SELECT ${values}, inside FROM member WHERE ${sampled}
), laid AS (
  SELECT unnest([${numbers}]) AS place, unnest([${names}]) AS value, inside FROM looked
), brief AS (
  SELECT place, CASE WHEN length(value) > 100 THEN left(value, 66) || '…' || right(value, 33) ELSE value END AS value,
         inside
  FROM laid WHERE value IS NOT NULL
), counted AS (
  SELECT place, value, count(*) FILTER (inside) AS n_in, count(*) FILTER (NOT inside) AS n_out
  FROM brief
  GROUP BY place, value
), placed AS (
  SELECT *, count(*) OVER (PARTITION BY place) AS values_in_all,
         (sum(n_in + n_out) OVER (PARTITION BY place))::BIGINT AS having_it,
         row_number() OVER (PARTITION BY place
           ORDER BY abs(n_in::DOUBLE / :records_in - n_out::DOUBLE / :records_out) DESC, value) AS rank
  FROM counted
)
SELECT place, value, n_in, n_out, values_in_all, having_it FROM placed WHERE rank <= :most ORDER BY place, rank
