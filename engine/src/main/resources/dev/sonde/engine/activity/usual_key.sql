SELECT CASE
  WHEN EXISTS (SELECT 1 FROM span WHERE task_key IS NOT NULL)
    OR EXISTS (SELECT 1 FROM event WHERE task_key IS NOT NULL) THEN 'task.key'
  WHEN EXISTS (SELECT 1 FROM span WHERE ${agent} IS NOT NULL) THEN 'gen_ai.agent.name'
  WHEN EXISTS (SELECT 1 FROM span WHERE worker IS NOT NULL) THEN 'worker.id'
  WHEN EXISTS (SELECT 1 FROM span WHERE service IS NOT NULL)
    OR EXISTS (SELECT 1 FROM event WHERE service IS NOT NULL) THEN 'service.name'
  ELSE 'name' END AS key
