SELECT value, value AS said, ${by} AS part FROM sample WHERE name = ${metric}
