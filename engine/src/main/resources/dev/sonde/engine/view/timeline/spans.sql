SELECT count(*) AS n FROM span
