CREATE OR REPLACE TEMP TABLE touched_trace AS
SELECT DISTINCT trace_hi, trace_lo FROM ${fresh} WHERE trace_hi <> 0 OR trace_lo <> 0;

CREATE OR REPLACE TEMP TABLE known_trace AS
FROM (SELECT rowid AS place, * FROM ${s}traces SEMI JOIN touched_trace USING (trace_lo))
SEMI JOIN touched_trace USING (trace_hi, trace_lo);
