SELECT count(*) AS events FROM event WHERE ${condition}
