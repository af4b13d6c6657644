SELECT 1 AS one FROM main.span WHERE role = 'attempt' LIMIT 1
