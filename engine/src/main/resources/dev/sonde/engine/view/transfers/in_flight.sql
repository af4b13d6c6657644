SELECT key, from_worker, to_worker, logical_bytes AS bytes, (:horizon - start_ns)::DOUBLE AS age_ns,
       task_key, count(*) OVER () AS open
FROM transfer
WHERE end_ns IS NULL AND start_ns <= :horizon
ORDER BY logical_bytes DESC NULLS LAST, start_ns, key, seq
LIMIT :most
