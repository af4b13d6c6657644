SELECT count(parent_no) AS parents FROM span
