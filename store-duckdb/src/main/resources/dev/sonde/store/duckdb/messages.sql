INSERT INTO ${s}sent
SELECT json_extract_string(attributes, '/message.id') FROM ${fresh_events}
WHERE name = 'message.sent' AND json_extract_string(attributes, '/message.id') IS NOT NULL;

INSERT INTO ${s}unsent
SELECT id FROM (
  SELECT json_extract_string(attributes, '/message.id') AS id FROM ${fresh_events} WHERE name = 'message.received')
WHERE id IS NOT NULL;

DELETE FROM ${s}unsent WHERE id IN (FROM ${s}sent);
