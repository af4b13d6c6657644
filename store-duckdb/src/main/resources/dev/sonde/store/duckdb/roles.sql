UPDATE ${s}spans SET role = 'span' WHERE seq IN (SELECT seq FROM verdict WHERE inner_call AND role = 'attempt');

UPDATE ${s}spans SET role = 'attempt'
WHERE seq IN (SELECT seq FROM verdict WHERE NOT inner_call AND role = 'span');
