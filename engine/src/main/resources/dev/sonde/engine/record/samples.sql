-- The relation also holds the figures that spans carry (Frisky's scheduler.metrics): they are in the spans
-- already, at whose position they stand.
SELECT ${columns} FROM sample
WHERE seq NOT IN (SELECT seq FROM main.span WHERE role = 'metrics') ${further}
