-- Enters a sealed file, with how much it has of what and when the last of it ended.
INSERT INTO store.segments BY NAME
SELECT ${file} AS file, false AS exact, true AS plain, ${seq} AS seq,
  (SELECT count(*) FROM ${name}.spans) AS spans, (SELECT count(*) FROM ${name}.events) AS events,
  (SELECT count(*) FROM ${name}.samples) AS samples,
  (SELECT max(moment) FROM (
    SELECT max(greatest(start_ns, end_ns)) AS moment FROM ${name}.spans
    UNION ALL SELECT max(at_ns) FROM ${name}.events
    UNION ALL SELECT max(at_ns) FROM ${name}.samples)) AS end_ns;
