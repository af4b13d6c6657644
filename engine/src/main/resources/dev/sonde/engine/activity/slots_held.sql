SELECT count(DISTINCT worker) AS workers,
       sum(slots * greatest(0, least(coalesce(removed_ns, :window_end), :window_end)
                               - greatest(coalesce(added_ns, :window_start), :window_start)))::DOUBLE AS held_ns
FROM worker
