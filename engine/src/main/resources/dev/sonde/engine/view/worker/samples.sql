-- So many that a line of them can be drawn: where there are more, every second, third, … and the last.
WITH measured AS (
  SELECT name, at_ns, sum(value) AS value FROM sample WHERE worker = :worker GROUP BY name, at_ns
), numbered AS (
  SELECT *, row_number() OVER (PARTITION BY name ORDER BY at_ns DESC) - 1 AS place,
         count(*) OVER (PARTITION BY name) AS n
  FROM measured
)
SELECT name, value FROM numbered WHERE place % ((n + :most - 1) // :most) = 0 ORDER BY name, at_ns
