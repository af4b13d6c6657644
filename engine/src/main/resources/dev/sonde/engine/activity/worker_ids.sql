SELECT DISTINCT worker FROM worker ORDER BY worker
