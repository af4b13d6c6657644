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

  public long nanos() {
    return endNanos - startNanos;
  }

  /** Its length in seconds. */
  public double seconds() {
    return nanos() / 1e9;
  }
}
