-- A span that only carries measured values is read as samples, one for each number.
INSERT INTO ${s}measured
SELECT coalesce(end_ns, start_ns) AS at_ns, run_id, j.key AS name, service, worker,
       TRY_CAST(j.value AS DOUBLE) AS value, seq, origin
FROM ${fresh}, json_each(attributes) j
WHERE role = 'metrics' AND attributes IS NOT NULL AND j.type IN ('BIGINT', 'UBIGINT', 'DOUBLE')
ORDER BY at_ns, name;
