SELECT count(*) AS traces FROM trace WHERE ${condition}
