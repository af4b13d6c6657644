SELECT run_id, e.name = 'artifact.produced' AS made, e.at_ns, ${artifact} AS artifact, ${type} AS type,
       CASE WHEN e.name = 'artifact.produced' THEN coalesce(${producer}, ${agent}, ${span_agent}, e.service)
            ELSE coalesce(${consumer}, ${agent}, ${span_agent}, e.service) END AS party,
       ${producer} AS producer, e.trace_hi, e.trace_lo, e.span_no
FROM all_event e
WHERE e.name IN ('artifact.produced', 'artifact.consumed') AND ${in_run} AND ${artifact} IS NOT NULL
ORDER BY run_id, at_ns, artifact, made, party, type, trace_hi, trace_lo, span_no
