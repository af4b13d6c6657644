-- The spans that problems count.
INSERT INTO ${s}oddities
SELECT CASE WHEN end_ns IS NULL THEN 'open' ELSE 'negative_duration' END, seq, start_ns, name, NULL, NULL, NULL
FROM ${fresh} WHERE end_ns IS NULL OR end_ns < start_ns;
