SELECT count(*) AS spans FROM span
