-- Of a store whose records all lie in its own tables, before everything is derived again.
DROP TABLE IF EXISTS ${s}inferred;

DROP TABLE IF EXISTS ${s}attempt_numbers;

DROP TABLE IF EXISTS ${s}tasks;

DROP TABLE IF EXISTS ${s}heard_tasks;

DROP TABLE IF EXISTS ${s}gaps;

DROP TABLE IF EXISTS ${s}workers;

DROP TABLE IF EXISTS ${s}presence;

DROP TABLE IF EXISTS ${s}crew;

DROP TABLE IF EXISTS ${s}runs;

DROP TABLE IF EXISTS ${s}heard_runs;

DROP TABLE IF EXISTS ${s}traces;

DROP TABLE IF EXISTS ${s}measured;

DROP TABLE IF EXISTS ${s}oddities;

DROP TABLE IF EXISTS ${s}sent;

DROP TABLE IF EXISTS ${s}unsent;

DELETE FROM ${s}problems;

DELETE FROM ${s}meta WHERE key IN ('spans', 'events', 'samples', 'start_ns', 'end_ns');
