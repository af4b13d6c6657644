SELECT count(*) AS attempts, count(*) FILTER (inferred) AS inferred FROM attempt
