SELECT count(*) FILTER (status = 'running') AS running FROM run
