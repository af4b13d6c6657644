-- Sets of one refresh. Removed records that were derived from before, and the keys to be derived afresh as
-- what a removed record gave them cannot be taken back.
CREATE TEMP TABLE IF NOT EXISTS gone (seq BIGINT, run_id VARCHAR, worker VARCHAR, task_key VARCHAR,
  data_key VARCHAR, trace_hi BIGINT, trace_lo BIGINT, span_no BIGINT, role VARCHAR, start_ns BIGINT,
  end_ns BIGINT, status VARCHAR, origin BIGINT, same BOOLEAN);

CREATE TEMP TABLE IF NOT EXISTS redo_task (run_id VARCHAR, task_key VARCHAR);

CREATE TEMP TABLE IF NOT EXISTS redo_trace (trace_hi BIGINT, trace_lo BIGINT);

CREATE TEMP TABLE IF NOT EXISTS redo_run (run_id VARCHAR);

CREATE TEMP TABLE IF NOT EXISTS redo_crew (run_id VARCHAR, worker VARCHAR);

CREATE TEMP TABLE IF NOT EXISTS redo_busy (run_id VARCHAR, worker VARCHAR);

CREATE TEMP TABLE IF NOT EXISTS vanished (run_id VARCHAR, tasks BIGINT);

CREATE TEMP TABLE IF NOT EXISTS near (trace_hi BIGINT, trace_lo BIGINT, span_no BIGINT, start_ns BIGINT,
  seq BIGINT);

CREATE TEMP TABLE IF NOT EXISTS again (run_id VARCHAR, task_key VARCHAR, tried_ns BIGINT);

CREATE TEMP TABLE IF NOT EXISTS task_old AS SELECT rowid AS place, * FROM ${s}tasks LIMIT 0;

CREATE TEMP TABLE IF NOT EXISTS known_trace AS SELECT rowid AS place, * FROM ${s}traces LIMIT 0;

CREATE TEMP TABLE IF NOT EXISTS heard_old AS FROM ${s}heard_tasks LIMIT 0;

CREATE TEMP TABLE IF NOT EXISTS hearing AS FROM ${s}heard_tasks LIMIT 0;
