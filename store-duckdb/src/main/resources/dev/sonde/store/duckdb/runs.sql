-- What events and samples say of runs.
CREATE OR REPLACE TEMP TABLE run_heard AS
SELECT run_id, min(start_ns) AS start_ns, max(end_ns) AS end_ns, bool_or(started) AS started,
  bool_or(finished) AS finished, max(ended) AS ended, max(name) AS name, min(words) AS words
FROM (
  SELECT run_id, min(at_ns) AS start_ns, max(at_ns) AS end_ns, NULL::BOOLEAN AS started, NULL::BOOLEAN AS finished,
    NULL::STRUCT(at_ns BIGINT, status VARCHAR) AS ended, NULL::VARCHAR AS name,
    NULL::STRUCT(late BOOLEAN, text VARCHAR) AS words
  FROM (SELECT run_id, at_ns FROM ${fresh_events} UNION ALL SELECT run_id, at_ns FROM ${fresh_samples})
  GROUP BY run_id
  UNION ALL
  SELECT run_id, NULL, NULL, bool_or(name = 'run.started'), bool_or(name = 'run.finished'),
    max(CASE WHEN name = 'run.finished' AND json_extract_string(attributes, '/run.status') IS NOT NULL
             THEN {'at_ns': at_ns, 'status': json_extract_string(attributes, '/run.status')} END),
    max(json_extract_string(attributes, '/run.name')),
    min(CASE WHEN attributes IS NOT NULL THEN {'late': name <> 'run.started', 'text': attributes} END)
  FROM ${fresh_events} WHERE name IN ('run.started', 'run.finished') GROUP BY run_id
  UNION ALL
  FROM ${s}heard_runs)
GROUP BY run_id;

DELETE FROM ${s}heard_runs;

INSERT INTO ${s}heard_runs FROM run_heard;
