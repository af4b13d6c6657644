-- What a span of metrics carries shows up among the samples too, but is no record of its own.
SELECT (SELECT count(*) FROM span) + (SELECT count(*) FROM event) + 
       (SELECT count(*) FROM sample
        WHERE seq NOT IN (SELECT seq FROM main.span WHERE role = 'metrics')) AS records,
       (SELECT count(*) FROM attribute_key WHERE key = '*') AS overflow
