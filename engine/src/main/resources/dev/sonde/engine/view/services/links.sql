SELECT DISTINCT from_id, to_id FROM edge WHERE kind = 'link' AND from_id IS NOT NULL AND to_id IS NOT NULL
ORDER BY from_id, to_id
