SELECT id, resource_json FROM origin WHERE id IN (${ids}) ORDER BY id
