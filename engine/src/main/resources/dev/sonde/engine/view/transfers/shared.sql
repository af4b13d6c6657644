-- Messages that carry several keys; what they cost is shared out among these.
SELECT attributes['transfer.keys']::VARCHAR[] AS named, keys, consumer_prefix, logical_bytes, wire_bytes,
       duration_ns
FROM transfer
WHERE keys > 1 AND coalesce(${keys}, '') <> ''
