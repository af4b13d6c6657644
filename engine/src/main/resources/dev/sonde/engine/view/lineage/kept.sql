SELECT DISTINCT run_id, ${artifact} AS artifact FROM event
WHERE name IN ('artifact.produced', 'artifact.consumed') AND ${artifact} IS NOT NULL
