-- What is derived from the records, and the sums that let it be carried on without reading them again.
CREATE TABLE IF NOT EXISTS ${s}inferred (run_id VARCHAR, task_key VARCHAR, task_prefix VARCHAR, worker VARCHAR,
  service VARCHAR, start_ns BIGINT, seq BIGINT, origin BIGINT);

CREATE TABLE IF NOT EXISTS ${s}attempt_numbers (seq BIGINT, number BIGINT, last BOOLEAN);

-- Keys that only data has, and no task, are rows without a state. From on_worker on the columns are for
-- carrying on: tried_ns is the first start of a span that makes an attempt known, own says that the
-- attributes are the attempt's.
CREATE TABLE IF NOT EXISTS ${s}tasks (run_id VARCHAR, task_key VARCHAR, task_prefix VARCHAR, state VARCHAR,
  dependencies VARCHAR[], result_bytes BIGINT, cache VARCHAR, attributes VARCHAR, attempts BIGINT,
  worker VARCHAR, start_ns BIGINT, end_ns BIGINT, duration_s DOUBLE, error VARCHAR, submitted_ns BIGINT,
  ready_ns BIGINT, assigned_ns BIGINT, since_ns BIGINT, derived BOOLEAN, first_ns BIGINT, last_ns BIGINT,
  on_worker BOOLEAN, tried_ns BIGINT, calls BIGINT, parented BIGINT, try_status VARCHAR, inferred BOOLEAN,
  tried VARCHAR[], own BOOLEAN);

-- What events said of tasks.
CREATE TABLE IF NOT EXISTS ${s}heard_tasks (run_id VARCHAR, task_key VARCHAR, task_prefix VARCHAR, first_ns BIGINT,
  last_ns BIGINT, told STRUCT(at_ns BIGINT, stage INTEGER, state VARCHAR),
  heard STRUCT(at_ns BIGINT, text VARCHAR), said VARCHAR[]);

-- Where the ways of calls of tasks with several go up through parents that are not there (yet); without a
-- real trace, all of them, as another span of the same number may come.
CREATE TABLE IF NOT EXISTS ${s}gaps (trace_hi BIGINT, trace_lo BIGINT, span_no BIGINT, run_id VARCHAR, task_key VARCHAR);

CREATE TABLE IF NOT EXISTS ${s}workers (run_id VARCHAR, worker VARCHAR, slots BIGINT, added_ns BIGINT, removed_ns BIGINT,
  reason VARCHAR);

CREATE TABLE IF NOT EXISTS ${s}presence (run_id VARCHAR, worker VARCHAR, added BOOLEAN, at_ns BIGINT, reason VARCHAR,
  threads BIGINT);

-- What spans say of workers: the first start of something that ran there, the most attempts at once, and a
-- moment at which they were.
CREATE TABLE IF NOT EXISTS ${s}crew (run_id VARCHAR, worker VARCHAR, first_ns BIGINT, threads BIGINT, most BIGINT,
  most_ns BIGINT);

CREATE TABLE IF NOT EXISTS ${s}runs (run_id VARCHAR, name VARCHAR, status VARCHAR, start_ns BIGINT, end_ns BIGINT,
  attributes VARCHAR, spans BIGINT, tasks BIGINT, span_start_ns BIGINT, span_end_ns BIGINT,
  open_roots BIGINT, root_name VARCHAR, root_attributes VARCHAR, home_name VARCHAR);

CREATE TABLE IF NOT EXISTS ${s}heard_runs (run_id VARCHAR, start_ns BIGINT, end_ns BIGINT, started BOOLEAN,
  finished BOOLEAN, ended STRUCT(at_ns BIGINT, status VARCHAR), name VARCHAR,
  words STRUCT(late BOOLEAN, text VARCHAR));

CREATE TABLE IF NOT EXISTS ${s}traces (trace_hi BIGINT, trace_lo BIGINT, run_id VARCHAR, root VARCHAR, service VARCHAR,
  start_ns BIGINT, end_ns BIGINT, spans BIGINT, errors BIGINT, services VARCHAR[], root_child BOOLEAN,
  root_ns BIGINT);

CREATE TABLE IF NOT EXISTS ${s}measured (at_ns BIGINT, run_id VARCHAR, name VARCHAR, service VARCHAR, worker VARCHAR,
  value DOUBLE, seq BIGINT, origin BIGINT);

-- The spans that problems count, and the messages that were received and (not yet) sent.
CREATE TABLE IF NOT EXISTS ${s}oddities (code VARCHAR, seq BIGINT, start_ns BIGINT, name VARCHAR, trace_hi BIGINT,
  trace_lo BIGINT, parent_no BIGINT);

CREATE TABLE IF NOT EXISTS ${s}sent (id VARCHAR);

CREATE TABLE IF NOT EXISTS ${s}unsent (id VARCHAR);
