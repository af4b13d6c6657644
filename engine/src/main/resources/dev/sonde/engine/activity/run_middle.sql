-- Where the spans are halved: they are stored by this number.
SELECT coalesce(min(seq) + (max(seq) - min(seq)) // 2, 0) AS middle FROM main.span
