-- Spans that share an identity (docs/definitions.md): trace and span id where the trace id is a real one of
-- 128 bits; else (small numbers that restart with every process) worker, span id, name and start.
-- A hash finds the few candidates at the price of one narrow scan; only they are compared in full.
CREATE OR REPLACE TEMP TABLE suspect AS
SELECT h, NULL::BIGINT AS seq FROM (
  SELECT CASE WHEN trace_hi <> 0 THEN hash(trace_hi, trace_lo, span_no)
              ELSE hash(worker, span_no, name, start_ns) END AS h
  FROM ${fresh} WHERE span_no <> 0)
GROUP BY h HAVING count(*) > 1;
