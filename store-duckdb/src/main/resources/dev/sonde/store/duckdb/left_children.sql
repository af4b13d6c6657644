-- Children whose parent was removed for one with another start or in another trace.
CREATE OR REPLACE TEMP TABLE left_child AS
SELECT e.seq, e.start_ns, e.trace_hi, e.trace_lo, e.parent_no
FROM (SELECT seq, start_ns, trace_hi, trace_lo, parent_no FROM ${earlier} WHERE seq <= ${from}) e
SEMI JOIN (SELECT trace_hi, trace_lo, span_no AS parent_no FROM gone WHERE NOT same)
USING (trace_hi, trace_lo, parent_no);

DELETE FROM ${s}oddities WHERE code IN ('orphan', 'clock_skew') AND seq IN (SELECT seq FROM left_child);

INSERT INTO near
SELECT trace_hi, trace_lo, span_no, start_ns, seq
FROM (SELECT trace_hi, trace_lo, span_no, start_ns, seq FROM ${earlier} WHERE seq <= ${from}) e
SEMI JOIN (SELECT trace_hi, trace_lo, span_no FROM gone WHERE NOT same) USING (trace_hi, trace_lo, span_no);
