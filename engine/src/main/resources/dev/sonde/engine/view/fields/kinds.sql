-- Of a key whose values differ in kind; the record's own value counts, else its resource's.
SELECT coalesce(own, theirs) AS kind, count(*) AS n FROM (
  SELECT nullif(variant_typeof(r.own), 'VARIANT_NULL') AS own, json_type(o.resource_json, ${pointer}) AS theirs FROM (
    SELECT ${own} AS own, origin FROM span UNION ALL SELECT ${own}, origin FROM event
    UNION ALL SELECT ${own}, origin FROM sample
    WHERE seq NOT IN (SELECT seq FROM main.span WHERE role = 'metrics')
  ) AS r JOIN origin o ON o.id = r.origin
) AS typed
WHERE coalesce(own, theirs) IS NOT NULL
GROUP BY kind
