SELECT count(*) AS n FROM span WHERE role = 'attempt' AND in_window
