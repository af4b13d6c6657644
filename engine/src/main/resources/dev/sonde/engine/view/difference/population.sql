SELECT count(*) FILTER (role = 'attempt') AS attempts,
       count(*) FILTER (role = 'attempt' AND status = 'error') AS failed_attempts,
       count(*) FILTER (status = 'error') AS failed, count(*) AS spans
FROM span
