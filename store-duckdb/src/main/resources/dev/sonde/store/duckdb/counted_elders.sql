-- The same for identities without a trace: they contain the start.
INSERT INTO suspect
SELECT f.h, e.seq
FROM (SELECT seq, span_no, start_ns FROM ${earlier}
      WHERE trace_hi = 0 AND span_no <> 0 AND seq <= ${from} AND start_ns BETWEEN ${low} AND ${high}) e
JOIN (SELECT span_no, start_ns, hash(worker, span_no, name, start_ns) AS h FROM ${fresh}
      WHERE trace_hi = 0 AND span_no <> 0) f USING (span_no, start_ns);
