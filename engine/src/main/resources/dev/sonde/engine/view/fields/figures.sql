-- One scan for many keys: taking attributes apart into rows costs twenty seconds for a million records,
-- reaching into them for one key a fifth of one.
SELECT ${figures} FROM (
  SELECT ${values} FROM span UNION ALL SELECT ${values} FROM event UNION ALL
  SELECT ${values} FROM sample WHERE seq NOT IN (SELECT seq FROM main.span WHERE role = 'metrics')
) AS reached
