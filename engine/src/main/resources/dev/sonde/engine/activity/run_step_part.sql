-- Calls of a model of which nobody says what they were asked are alike to none.
step AS (
  SELECT row_number() OVER (ORDER BY end_ns, start_ns, trace_hi, trace_lo, span_no, seq) - 1 AS no, trace_hi, trace_lo,
    span_no, parent_no, role, component, name, coalesce(${agent}, worker, service) AS party, start_ns, end_ns, seq,
    CASE WHEN ${operation} IN ('chat', 'text_completion', 'generate_content') AND ${asked} IS NULL
         THEN seq ELSE (hash(${asked}) >> 1)::BIGINT END AS sameness
  FROM span
  WHERE end_ns IS NOT NULL AND role NOT IN ('metrics', 'idle')),
known AS (
  SELECT trace_hi, trace_lo, span_no, min(no) AS no FROM step
  WHERE span_no <> 0 AND (trace_hi <> 0 OR trace_lo <> 0) GROUP BY ALL)
