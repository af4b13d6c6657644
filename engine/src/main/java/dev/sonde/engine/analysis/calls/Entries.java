package dev.sonde.engine.analysis.calls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Spans by which parties were entered, by the span that led to them, for messages that tell of the same. */
final class Entries {

  private record Taken(CallKind kind, int entry) {}

  private final Map<Integer, List<Integer>> below = new HashMap<>();
  private final Set<Taken> taken = new HashSet<>();

  /** A span, by parent or link, led to an entry. */
  void under(int span, int entry) {
    below.computeIfAbsent(span, _ -> new ArrayList<>(1)).add(entry);
  }

  /** The first to begin is the first to be taken. */
  void sort(Family family) {
    below
        .values()
        .forEach(list ->
            list.sort(
                Comparator.<Integer>comparingLong(family::start)
                    .thenComparingLong(family::counted)
                    .thenComparing(entry -> String.valueOf(family.partyOf(entry)))));
  }

  /**
   * The entry of the taker that something handed over led to: a child or a link of the span in which it
   * was given or taken, which no other of its kind has led to; none where there is none.
   *
   * @param in the entry in which it was taken, which is it where it is among them
   */
  int take(Family family, Handover handover, int in) {
    List<Integer> candidates = new ArrayList<>();
    for (int span : new int[] {handover.gave(), handover.took()}) {
      for (int entry : span == Family.NONE ? List.<Integer>of() : below(span)) {
        if (handover.to().equals(family.partyOf(entry))) {
          candidates.add(entry);
        }
      }
    }
    if (candidates.contains(in)) {
      taken.add(new Taken(handover.kind(), in));
      return in;
    }
    for (int entry : candidates) {
      if (taken.add(new Taken(handover.kind(), entry))) {
        return entry;
      }
    }
    return candidates.isEmpty() ? Family.NONE : candidates.getLast();
  }

  private List<Integer> below(int span) {
    return below.getOrDefault(span, List.of());
  }
}
