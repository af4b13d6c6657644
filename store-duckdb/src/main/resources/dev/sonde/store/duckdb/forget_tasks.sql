DELETE FROM ${s}tasks WHERE rowid IN (SELECT place FROM task_old);
