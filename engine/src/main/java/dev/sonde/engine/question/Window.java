package dev.sonde.engine.question;

/**
 * The time that an answer is about.
 *
 * @param startNanos of the run, or of the part of it that was asked for
 * @param endNanos exclusive; never before the start
 * @param narrowed whether less than the whole was asked for
 * @param horizonNanos the last moment known of: how far open spans reach
 * @param untilNanos the first moment after what was asked for; {@link Long#MAX_VALUE} where no end was
 *     named, so that what happened at the very end, and events behind the last span, belong to it
 */
public record Window(
    long startNanos, long endNanos, boolean narrowed, long horizonNanos, long untilNanos) {

  public Window {
    if (endNanos < startNanos) {
      throw new IllegalArgumentException("window ends at " + endNanos + " before " + startNanos);
    }
  }

  /**
   * The window that a scope names.
   *
   * @param firstNanos when what is asked about began
   * @param lastNanos the last moment known of
   * @throws UsageException where it names a time outside of these
   */
  static Window of(Scope scope, long firstNanos, long lastNanos) {
    long first = firstNanos;
    long last = lastNanos;
    long horizon = last;
    if (scope.at() != null) {
      horizon = Math.min(last, scope.at().resolve(first));
      last = Math.max(first, horizon);
    }
    boolean narrowed =
        scope.start() != null || scope.durationNanos() != null || scope.lastNanos() != null;
    long from = scope.start() == null ? first : scope.start().resolve(first);
    if (scope.lastNanos() != null) {
      from = Math.max(from, last - scope.lastNanos());
    }
    if (narrowed && from > last) {
      throw outside(first, last);
    }
    long until = scope.durationNanos() == null ? Long.MAX_VALUE : from + scope.durationNanos();
    if (until < first) {
      throw outside(first, last);
    }
    from = Math.max(from, first);
    return new Window(from, Math.max(from, Math.min(until, last)), narrowed, horizon, until);
  }

  private static UsageException outside(long first, long last) {
    return new UsageException(
        "the window asked for lies outside the data, which runs for "
            + (last - first) / 1e9
            + " s; offsets count from its start");
  }

  public long nanos() {
    return endNanos - startNanos;
  }

  /** Its length in seconds. */
  public double seconds() {
    return nanos() / 1e9;
  }
}
