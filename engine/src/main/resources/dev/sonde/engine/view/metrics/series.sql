-- One series for each worker, service and set of attributes. Up to :points samples of a series as they
-- are; of more, the highest in each of as many equal parts of the time.
WITH told AS (
  SELECT unit, worker, service, coalesce(attributes_json, attributes_variant::JSON::VARCHAR) AS attributes,
         at_ns, value, seq
  FROM sample
  WHERE name = :metric AND value IS NOT NULL
), placed AS (
  SELECT *, count(*) OVER (PARTITION BY unit, worker, service, attributes) AS samples,
         row_number() OVER (PARTITION BY unit, worker, service, attributes ORDER BY at_ns, seq) AS n,
         least(greatest(at_ns - :window_start, 0) // :width, :last_bin) AS bin
  FROM told
), kept AS (
  SELECT unit, worker, service, attributes, samples,
         CASE WHEN samples <= :points THEN n ELSE bin END AS place, max(value) AS value,
         arg_max(at_ns, {'value': value, 'early': -at_ns}) AS at_ns,
         max({'at_ns': at_ns, 'seq': seq, 'value': value}) AS latest
  FROM placed
  GROUP BY ALL
)
SELECT unit, worker, service, attributes, max(samples) AS samples,
       list(at_ns::VARCHAR ORDER BY at_ns, place) AS times, list(value ORDER BY at_ns, place) AS points,
       max(latest).value AS last, max(value) AS max
FROM kept
GROUP BY unit, worker, service, attributes
ORDER BY max DESC, worker, service, attributes, unit
