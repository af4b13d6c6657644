INSERT INTO store.spans (${names})
SELECT ${columns}
FROM store.undecided u JOIN decided d ON d.kept AND d.trace_hi = u.trace_hi AND d.trace_lo = u.trace_lo
