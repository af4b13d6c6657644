SELECT ${columns} FROM event
