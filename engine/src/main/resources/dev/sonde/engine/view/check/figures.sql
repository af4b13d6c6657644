-- What the data itself tells of what is missing. Every figure is one pass over narrow columns.
WITH ended AS (
  SELECT name, role, component, task_key, start_ns, end_ns - start_ns AS took,
         end_ns - start_ns > lag(end_ns - start_ns) OVER (ORDER BY seq) AS rises
  FROM span
), told AS (
  SELECT count(*) AS spans, count(took) AS ended, count(*) FILTER (rises) AS rises,
         count(*) FILTER (name = 'worker.exec.call') AS calls,
         count(*) FILTER (name = 'worker.receive_task') AS received,
         count(*) FILTER (name = 'scheduler.handle_update_graph') AS graphs,
         count(*) FILTER (name = 'scheduler.decide_worker') AS decisions,
         count(*) FILTER (name = 'tcp.send.write') AS sends,
         count(*) FILTER (name = 'worker.transfer.recv') AS receives
  FROM ended
), fell AS (
  -- What erred because of a dependency never ran.
  SELECT DISTINCT t.run_id, t.task_key
  FROM (SELECT run_id, task_key, unnest(dependencies) AS needs FROM task WHERE state = 'erred' AND attempts = 0) t
  JOIN main.task d ON d.run_id = t.run_id AND d.task_key = t.needs AND d.state = 'erred'
)
SELECT told.*,
  (SELECT count(*) FROM task) AS tasks,
  (SELECT count(*) FROM task WHERE state IN ('memory', 'erred', 'released') AND attempts = 0)
    - (SELECT count(*) FROM fell) AS unseen,
  (SELECT count(*) FROM attempt WHERE inferred) AS inferred,
  (SELECT count(*) FROM span WHERE end_ns IS NULL AND role <> 'run') AS open
FROM told
