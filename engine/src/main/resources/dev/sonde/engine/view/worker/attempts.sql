SELECT task_key, task_prefix, attempt, start_ns, CASE WHEN NOT inferred THEN end_ns END AS end_ns,
       CASE WHEN NOT inferred THEN (end_ns - start_ns)::DOUBLE END AS total_ns, status, error, inferred
FROM attempt
WHERE worker = :worker
ORDER BY start_ns DESC, task_key DESC, attempt DESC
LIMIT :most
