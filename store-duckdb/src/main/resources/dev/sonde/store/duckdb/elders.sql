-- Earlier spans that may share an identity with new ones; the numbers alone decide here.
INSERT INTO suspect
SELECT hash(trace_hi, trace_lo, span_no), seq
FROM near SEMI JOIN (FROM ${fresh} WHERE span_no <> 0) USING (trace_hi, trace_lo, span_no)
WHERE trace_hi <> 0;
