package dev.sonde.engine.analysis;

import java.util.Comparator;
import java.util.List;

/** How long something was there that came and went. */
public final class Presences {

  /** From when to when; {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE} where it has no bound. */
  public record Stay(long fromNanos, long toNanos) {}

  private Presences() {}

  /** Time in nanoseconds within a window in which at least one stay lasted. */
  public static long nanos(List<Stay> stays, long startNanos, long endNanos) {
    long there = 0;
    long reached = startNanos;
    for (Stay stay : stays.stream().sorted(Comparator.comparingLong(Stay::fromNanos)).toList()) {
      long from = Math.max(reached, stay.fromNanos());
      long to = Math.min(endNanos, stay.toNanos());
      if (to > from) {
        there += to - from;
        reached = to;
      }
    }
    return there;
  }
}
