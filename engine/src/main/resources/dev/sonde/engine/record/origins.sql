SELECT id, resource_json, scope, detail FROM origin WHERE id >= :from AND id < :to ORDER BY id
