WITH told AS (
  ${told}
), ${lives}
SELECT ${keys}, records, first_ns, last_ns, alive_ns, times, skewed
FROM thing
${order}
