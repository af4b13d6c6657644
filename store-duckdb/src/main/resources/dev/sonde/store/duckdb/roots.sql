  UNION ALL
  SELECT run_id, NULL, NULL, 0, 0, 0, max(json_extract_string(attributes, '/run.name')), min(attributes), NULL
  FROM ${of_run} WHERE role = 'run' GROUP BY run_id
