WITH request AS MATERIALIZED (
  SELECT ${column} AS name, start_ns, end_ns, status, in_window, weight
  FROM span
  WHERE role = 'attempt' AND ${column} IS NOT NULL
)
