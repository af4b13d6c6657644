SELECT task_key, dependencies FROM task WHERE len(dependencies) > 0
