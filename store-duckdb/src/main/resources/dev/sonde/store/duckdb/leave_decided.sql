DELETE FROM store.undecided u USING decided d WHERE d.trace_hi = u.trace_hi AND d.trace_lo = u.trace_lo
