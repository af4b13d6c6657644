DELETE FROM ${s}oddities o USING reunited r
WHERE o.seq = r.seq AND o.code = r.code AND (r.code = 'orphan' OR r.start_ns >= r.parent_ns);

INSERT INTO ${s}oddities
SELECT 'clock_skew', seq, start_ns, NULL, trace_hi, trace_lo, parent_no FROM reunited
WHERE code = 'orphan' AND start_ns < parent_ns;
