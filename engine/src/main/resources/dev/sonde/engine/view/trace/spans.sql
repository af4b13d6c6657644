-- The whole trace, whatever the options: a tree without its middle would show orphans that are none.
SELECT span_no, parent_no, span_id, parent_id, name, service, worker, start_ns, end_ns, status, error
FROM main.span
WHERE ${condition}
-- By content, not by place: what is the same capture in another order has the same tree.
ORDER BY start_ns, end_ns DESC NULLS FIRST, name, worker, span_no, service, status
LIMIT :most
