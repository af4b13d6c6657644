SELECT worker, count(*) AS spans, min(start_ns) AS first_ns, max(coalesce(end_ns, start_ns)) AS last_ns,
       (sum(duration_ns) FILTER (role = 'spill'))::DOUBLE AS spill_ns
FROM span
WHERE worker IS NOT NULL
GROUP BY worker
