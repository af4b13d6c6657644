SELECT name, run_id, at_ns, ${message} AS message, ${from} AS sender, ${to} AS receiver, ${message_type} AS message_type,
       ${artifact} AS artifact, ${producer} AS producer, ${consumer} AS consumer, ${agent} AS agent, service,
       trace_hi, trace_lo, span_no
FROM event
WHERE name IN ('message.sent', 'message.received', 'artifact.produced', 'artifact.consumed')
ORDER BY at_ns, name, message, artifact, sender, receiver, producer, consumer, agent, service, trace_hi, trace_lo, span_no
