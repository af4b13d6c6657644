-- What is wrong in the data itself; what was wrong with the files stands in reported.
DELETE FROM ${s}problems;

INSERT INTO ${s}problems
SELECT code, count, place, message FROM (
  SELECT code, count(*) AS count, 'spans' AS place, CASE code
    WHEN 'open' THEN 'spans without an end, the first ' || min_by(name, {'at': start_ns, 'name': name})
    WHEN 'negative_duration'
      THEN 'spans that end before they start, the first ' || min_by(name, {'at': start_ns, 'name': name})
    WHEN 'orphan' THEN 'spans whose parent is not in their trace'
    ELSE 'spans that start before their parent; nothing was moved' END AS message
  FROM ${s}oddities GROUP BY code
  UNION ALL
  SELECT 'unpaired', count(*), 'events', 'messages that were received and never sent' FROM ${s}unsent)
WHERE count > 0
ORDER BY list_position(['open', 'negative_duration', 'orphan', 'clock_skew', 'unpaired'], code);
