-- Four times as large with every step, from 4 KiB on.
SELECT CASE WHEN logical_bytes < 4096 THEN 0
            ELSE (floor((floor(log2(logical_bytes)) - 12) / 2) + 1)::BIGINT END AS step,
       count(*) AS messages, sum(logical_bytes)::BIGINT AS bytes
FROM transfer
WHERE logical_bytes IS NOT NULL
GROUP BY step
ORDER BY step
