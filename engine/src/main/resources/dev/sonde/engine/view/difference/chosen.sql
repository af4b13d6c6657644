WITH member AS (
  SELECT s.*, CASE WHEN ${in} THEN true WHEN ${out} THEN false END AS inside
  FROM ${relation} s
  WHERE ${population}
)
