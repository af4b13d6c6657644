SELECT ${span_keys}, start_ns AS from_ns, end_ns AS to_ns, ${span_begins} AS begins, ${span_ends} AS ends
FROM span
UNION ALL
SELECT ${event_keys}, at_ns, at_ns, ${event_begins}, ${event_ends}
FROM event
UNION ALL
SELECT ${sample_keys}, at_ns, at_ns, ${sample_begins}, ${sample_ends}
FROM sample
WHERE seq NOT IN (SELECT seq FROM main.span WHERE role = 'metrics')
