SELECT count(*) FILTER (WHERE status <> 'unset') AS told FROM main.attempt WHERE ${in_run}
