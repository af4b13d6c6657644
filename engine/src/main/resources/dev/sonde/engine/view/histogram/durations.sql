SELECT (end_ns - start_ns) / 1e9 AS value, CASE WHEN end_ns IS NOT NULL THEN 1 END AS said, ${by} AS part FROM span
WHERE in_window AND (${which})
