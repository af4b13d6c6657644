WITH ${message}
SELECT grouping(sender, receiver, type) AS left_out, sender, receiver, type, count(*) AS messages,
       count(sent_ns) AS sent, count(received_ns) AS received, sum(bytes)::BIGINT AS bytes,
       count(*) FILTER (unreceived AND NOT under_way) AS lost,
       count(*) FILTER (unreceived AND under_way) AS in_flight,
       count(*) FILTER (id IS NOT NULL AND sent_ns IS NULL) AS unpaired,
       count(*) FILTER (id IS NULL) AS without_id,
       coalesce(sum(deliveries - 1) FILTER (deliveries > 1), 0)::BIGINT AS redelivered,
       coalesce(sum(sendings - 1) FILTER (sendings > 1), 0)::BIGINT AS resent,
       count(*) FILTER (received_ns < sent_ns) AS skewed,
       quantile_cont(CASE WHEN received_ns < sent_ns THEN 0 ELSE received_ns - sent_ns END, [0.5, 0.99]) AS latency_ns,
       max(CASE WHEN received_ns < sent_ns THEN 0 ELSE received_ns - sent_ns END) AS longest_ns
FROM chosen
GROUP BY GROUPING SETS ((sender, receiver), (sender), (receiver), (type), ())
ORDER BY left_out, messages DESC, sender, receiver, type
