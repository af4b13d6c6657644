package dev.sonde.engine.analysis;

/**
 * A window of time cut into bins of one width, a whole number of nanoseconds; the last bin may reach a
 * little beyond the end.
 */
public record Bins(long startNanos, long widthNanos, int count) {

  public Bins {
    if (widthNanos < 1 || count < 1) {
      throw new IllegalArgumentException(count + " bins of " + widthNanos + " ns");
    }
  }

  /** So many bins over a window; fewer where the window has fewer nanoseconds than that. */
  public static Bins over(long startNanos, long endNanos, int count) {
    long length = Math.max(1, endNanos - startNanos);
    int bins = (int) Math.min(count, length);
    return new Bins(startNanos, Math.ceilDiv(length, (long) bins), bins);
  }

  public double widthSeconds() {
    return widthNanos / 1e9;
  }

  /** Where a bin begins; that of {@link #count} is the end of the last. */
  public long start(int bin) {
    return startNanos + bin * widthNanos;
  }
}
