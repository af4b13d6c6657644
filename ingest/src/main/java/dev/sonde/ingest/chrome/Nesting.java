package dev.sonde.ingest.chrome;

import dev.sonde.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The slices of each thread, by time: which lies within which, and which was there at a moment. */
final class Nesting {

  /** How far out is looked; it bounds the time lost in a hostile file. */
  private static final int DEEPEST = 1000;

  private final Map<TraceEvent.Place, List<Slice>> threads = new HashMap<>();

  Nesting(List<Slice> slices) {
    for (Slice slice : slices) {
      if (Pairs.isOfThread(slice.event.kind())) {
        threads.computeIfAbsent(slice.event.place(), p -> new ArrayList<>()).add(slice);
      }
    }
    threads.values().forEach(Nesting::nest);
  }

  /** Of two that begin together the longer is around the other; of equal ones the first. */
  private static void nest(List<Slice> thread) {
    thread.sort(
        Comparator.<Slice>comparingLong(s -> s.start)
            .thenComparing(s -> until(s), Comparator.reverseOrder())
            .thenComparingLong(s -> s.event.at()));
    Slice around = null;
    for (Slice slice : thread) {
      while (around != null && until(around) < until(slice)) {
        around = around.around;
      }
      slice.around = around;
      around = slice;
    }
  }

  private static long until(Slice slice) {
    return slice.end == Span.OPEN ? Long.MAX_VALUE : slice.end;
  }

  @Nullable Slice at(TraceEvent.Place place, long time) {
    List<Slice> thread = threads.getOrDefault(place, List.of());
    Slice slice = before(thread, time);
    for (int depth = 0; depth < DEEPEST && slice != null && !slice.holds(time); depth++) {
      slice = slice.around;
    }
    return slice != null && slice.holds(time) ? slice : null;
  }

  /** The one that begins next, at that moment or later. */
  @Nullable Slice after(TraceEvent.Place place, long time) {
    List<Slice> thread = threads.getOrDefault(place, List.of());
    int next = count(thread, time - 1);
    return next < thread.size() ? thread.get(next) : null;
  }

  private static @Nullable Slice before(List<Slice> thread, long time) {
    int count = count(thread, time);
    return count == 0 ? null : thread.get(count - 1);
  }

  /** How many begin at that moment or before. */
  private static int count(List<Slice> thread, long time) {
    int low = 0;
    int high = thread.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (thread.get(middle).start <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
