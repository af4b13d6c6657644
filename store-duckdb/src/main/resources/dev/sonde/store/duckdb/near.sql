-- Earlier spans with the ids of new ones where a trace gives them a meaning, or of their parents.
CREATE OR REPLACE TEMP TABLE wanted AS
SELECT trace_hi, trace_lo, span_no FROM ${fresh} WHERE trace_hi <> 0 AND span_no <> 0
UNION SELECT trace_hi, trace_lo, parent_no FROM ${fresh} WHERE parent_no IS NOT NULL;

INSERT INTO near
SELECT trace_hi, trace_lo, span_no, start_ns, seq
FROM (SELECT trace_hi, trace_lo, span_no, start_ns, seq FROM ${earlier} SEMI JOIN wanted USING (span_no)
      WHERE seq <= ${from} AND start_ns >= ${low} AND span_no <> 0)
SEMI JOIN wanted USING (trace_hi, trace_lo, span_no);
