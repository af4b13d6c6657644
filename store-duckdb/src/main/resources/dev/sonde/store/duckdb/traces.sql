CREATE OR REPLACE TEMP TABLE trace_now AS
WITH head AS (
  SELECT trace_hi, trace_lo, min(run_id) AS run_id, min(start_ns) AS start_ns,
    max(coalesce(end_ns, start_ns)) AS end_ns, count(*) AS spans, count(*) FILTER (status = 'error') AS errors,
    min({'child': parent_no IS NOT NULL, 'start_ns': start_ns, 'name': name, 'service': service}) AS root
  FROM ${of_trace} WHERE trace_hi <> 0 OR trace_lo <> 0 GROUP BY trace_hi, trace_lo),
party AS (
  SELECT trace_hi, trace_lo, list(service ORDER BY service) AS services FROM (
    SELECT DISTINCT trace_hi, trace_lo, service FROM ${of_trace}
    WHERE service IS NOT NULL AND (trace_hi <> 0 OR trace_lo <> 0))
  GROUP BY trace_hi, trace_lo)
SELECT trace_hi, trace_lo, h.run_id, h.start_ns, h.end_ns, h.spans, h.errors, h.root,
  coalesce(p.services, []) AS services
FROM head h LEFT JOIN party p USING (trace_hi, trace_lo);
