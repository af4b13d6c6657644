SELECT worker, slots, added_ns, removed_ns FROM worker
