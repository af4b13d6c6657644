SELECT task_prefix AS prefix, count(*) AS finished
FROM attempt
WHERE last AND end_ns IS NOT NULL AND end_ns >= :window_start AND end_ns <= :window_end
GROUP BY task_prefix
