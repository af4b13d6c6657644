${member}, looked AS (
  SELECT ${values}, inside FROM member WHERE ${sampled}
)
SELECT ${passed} FROM looked
