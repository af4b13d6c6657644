${member}
SELECT count(*) FILTER (inside) AS n_in, count(*) FILTER (NOT inside) AS n_out FROM member WHERE ${sampled}
