SELECT ${columns}
FROM (SELECT * FROM event WHERE ${condition} ${cut}) AS chosen
${order}
