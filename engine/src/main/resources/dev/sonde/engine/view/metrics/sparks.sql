-- Of several series and of several samples in a bin, the highest.
SELECT name, least((at_ns - :window_start) // :width, :last_bin) AS bin,
       (:window_start + (least((at_ns - :window_start) // :width, :last_bin)) * :width)::BIGINT AS from_ns,
       max(value) AS value
FROM sample
WHERE value IS NOT NULL AND at_ns BETWEEN :window_start AND :window_end
GROUP BY ALL
ORDER BY name, bin
