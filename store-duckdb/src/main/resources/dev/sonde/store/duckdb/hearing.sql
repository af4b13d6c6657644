-- What events said of tasks: of several states at one moment the later in a task's life counts.
CREATE OR REPLACE TEMP TABLE hearing AS
SELECT run_id, task_key, min(task_prefix) AS task_prefix, min(first_ns) AS first_ns, max(last_ns) AS last_ns,
       max(told) AS told, min(heard) AS heard, max(said) AS said
FROM (
  SELECT run_id, task_key, task_prefix, at_ns AS first_ns, at_ns AS last_ns,
    CASE WHEN stage IS NOT NULL THEN {'at_ns': at_ns, 'stage': stage, 'state': state} END AS told,
    CASE WHEN name = 'task.transition' AND attributes IS NOT NULL
         THEN {'at_ns': at_ns, 'text': attributes} END AS heard,
    CASE WHEN contains(attributes, '"task.dependencies":')
         THEN json_extract(attributes, '/task.dependencies')::VARCHAR[] END AS said
  FROM (
    SELECT *, list_position(['submitted', 'waiting', 'queued', 'ready', 'processing', 'memory', 'erred',
                             'released', 'cancelled'], state) AS stage
    FROM (
      SELECT run_id, task_key, task_prefix, at_ns, name, attributes,
        CASE WHEN name = 'task.transition' THEN json_extract_string(attributes, '/task.state.to') END AS state
      FROM ${fresh_events} WHERE task_key IS NOT NULL))
  UNION ALL
  FROM ${heard_old} SEMI JOIN (SELECT run_id, task_key FROM ${fresh_events} WHERE task_key IS NOT NULL)
    USING (run_id, task_key))
GROUP BY run_id, task_key;

DELETE FROM ${s}heard_tasks t USING hearing h WHERE t.run_id = h.run_id AND t.task_key = h.task_key;

INSERT INTO ${s}heard_tasks FROM hearing;
