SELECT coalesce(max(seq), -1) AS seq FROM main.event
