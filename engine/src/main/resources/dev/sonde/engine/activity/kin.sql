SELECT seq, trace_hi, trace_lo, span_no, CASE WHEN parent_no <> span_no THEN parent_no END AS parent_no,
       ${value} AS party
FROM all_span
