SELECT ${columns} FROM event ${order}
