DELETE FROM ${s}traces t USING redo_trace k WHERE t.trace_hi = k.trace_hi AND t.trace_lo = k.trace_lo;
