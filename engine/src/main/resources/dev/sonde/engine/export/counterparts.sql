-- Transfers as the process at their other end would show them.
SELECT CASE WHEN own = from_worker THEN to_worker ELSE from_worker END AS process, own = from_worker AS sent_there,
  start_ns, until_ns, data_key, seq
FROM (
  SELECT coalesce(worker, service, 'unknown') AS own, from_worker, to_worker, start_ns, data_key, seq,
    coalesce(end_ns, greatest(start_ns, :horizon)) AS until_ns
  FROM span WHERE role = 'transfer'
) AS transfers
WHERE process <> own
ORDER BY process, start_ns, until_ns DESC, seq
