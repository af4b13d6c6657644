WITH kin AS (${kin}), asked AS (${asked}), walked AS (SELECT * FROM kin WHERE ${which})
SELECT k.trace_hi, k.trace_lo, k.span_no, coalesce(k.parent_no, 0) AS parent_no, k.party, m.service, m.start_ns, m.end_ns,
       m.status = 'error' AS failed, coalesce(m.weight, 1) AS weight, a.seq IS NOT NULL AS kept,
       coalesce(a.in_window, false) AS counted
FROM walked k JOIN all_span m ON m.seq = k.seq LEFT JOIN asked a ON a.seq = k.seq
