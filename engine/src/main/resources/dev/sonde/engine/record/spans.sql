SELECT ${columns} FROM span
