SELECT ${columns} FROM span ${order}
