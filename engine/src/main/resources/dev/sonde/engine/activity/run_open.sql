-- What is open, attempts first, and when anything began or ended last.
WITH last AS (
  SELECT max(at_ns) AS at_ns FROM (
    SELECT max(greatest(start_ns, coalesce(end_ns, start_ns))) AS at_ns FROM span
    UNION ALL SELECT max(at_ns) FROM event WHERE name = 'task.transition')),
heard AS (
  SELECT max(at_ns) AS at_ns FROM (
    SELECT at_ns FROM last UNION ALL SELECT max(at_ns) FROM event UNION ALL SELECT max(at_ns) FROM sample))
SELECT coalesce(task_key, name) AS name, worker, start_ns, count(*) OVER () AS open,
  (SELECT at_ns FROM last) AS last_ns, (SELECT at_ns FROM heard) AS heard_ns
FROM span WHERE end_ns IS NULL AND role <> 'run'
ORDER BY role = 'attempt' DESC, start_ns, name LIMIT 3
