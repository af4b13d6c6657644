-- Traces that have waited and are kept now, or go as nothing more of them has come for long.
CREATE OR REPLACE TEMP TABLE decided AS
SELECT trace_hi, trace_lo, kept FROM (
  SELECT trace_hi, trace_lo, coalesce(bool_or(${cause}), false) AS kept, max(arrived_ns) AS last_ns
  FROM store.undecided GROUP BY trace_hi, trace_lo)
WHERE kept OR last_ns < ${before};
