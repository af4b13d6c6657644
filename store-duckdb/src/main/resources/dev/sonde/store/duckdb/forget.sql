-- A sealed file goes: what counts its records counts them no more.
UPDATE runs SET spans = runs.spans - g.spans
FROM (SELECT run_id, count(*) AS spans FROM ${name}.spans GROUP BY run_id) g WHERE runs.run_id = g.run_id;

UPDATE meta SET value = (value::BIGINT - (SELECT count(*) FROM ${name}.events))::VARCHAR WHERE key = 'events';

UPDATE meta SET value = (value::BIGINT - (SELECT count(*) FROM ${name}.samples))::VARCHAR WHERE key = 'samples';

DELETE FROM attempt_numbers WHERE seq IN (SELECT seq FROM ${name}.spans);

DELETE FROM oddities WHERE seq IN (SELECT seq FROM ${name}.spans);

DELETE FROM measured WHERE seq IN (SELECT seq FROM ${name}.spans);

DELETE FROM inferred WHERE seq IN (SELECT seq FROM ${name}.spans);

DELETE FROM segments WHERE file = ${file};
