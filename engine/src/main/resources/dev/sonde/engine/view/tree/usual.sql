SELECT EXISTS (SELECT 1 FROM span WHERE service IS NOT NULL) AS services,
       EXISTS (SELECT 1 FROM span WHERE ${agent} IS NOT NULL) AS agents,
       EXISTS (SELECT 1 FROM span WHERE worker IS NOT NULL) AS workers,
       EXISTS (SELECT 1 FROM span WHERE task_prefix IS NOT NULL) AS prefixes
