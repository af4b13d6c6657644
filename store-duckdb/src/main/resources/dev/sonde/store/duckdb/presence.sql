INSERT INTO ${s}presence
SELECT run_id, worker, name = 'worker.added', at_ns, json_extract_string(attributes, '/worker.reason'),
  CASE WHEN name = 'worker.added'
       THEN TRY_CAST(json_extract_string(attributes, '/worker.threads') AS BIGINT) END
FROM ${fresh_events} WHERE name IN ('worker.added', 'worker.removed') AND worker IS NOT NULL;
