-- Things that ended before everything that is left.
CREATE OR REPLACE TEMP TABLE earliest AS SELECT ${first} AS moment;

DELETE FROM traces WHERE end_ns < (SELECT moment FROM earliest);

DELETE FROM tasks WHERE last_ns < (SELECT moment FROM earliest);

DELETE FROM heard_tasks WHERE last_ns < (SELECT moment FROM earliest);

DELETE FROM runs WHERE end_ns < (SELECT moment FROM earliest);

DELETE FROM heard_runs WHERE end_ns < (SELECT moment FROM earliest);

DELETE FROM workers WHERE run_id NOT IN (SELECT run_id FROM runs);

DELETE FROM crew WHERE run_id NOT IN (SELECT run_id FROM runs);

DELETE FROM presence WHERE run_id NOT IN (SELECT run_id FROM runs);

UPDATE runs SET span_start_ns = greatest(span_start_ns, (SELECT moment FROM earliest));

UPDATE runs SET start_ns = greatest(start_ns, (SELECT moment FROM earliest));

UPDATE heard_runs SET start_ns = greatest(start_ns, (SELECT moment FROM earliest));

UPDATE meta SET value = (SELECT coalesce(sum(spans), 0)::BIGINT FROM runs)::VARCHAR WHERE key = 'spans';

UPDATE meta SET value = (SELECT CASE WHEN moment < 9223372036854775807 THEN moment END FROM earliest)::VARCHAR
WHERE key = 'start_ns';
