SELECT 1 AS one FROM main.span WHERE ${agent} IS NOT NULL LIMIT 1
