package dev.sonde.sdk.pipeline;

import java.util.concurrent.TimeUnit;

/**
 * How many records may be taken now: so many a second, and more at once after a quieter time. Bounds
 * the processor time that the SDK takes from a program that makes more than anybody can keep. For one
 * thread.
 */
final class Budget {

  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final double perNano;
  private final double most;
  private double left;
  private long at;

  /**
   * @param perSecond records
   * @param atOnce that may be taken after a second without any
   * @param nowNanos of {@link System#nanoTime}
   */
  Budget(int perSecond, int atOnce, long nowNanos) {
    perNano = perSecond / SECOND;
    most = atOnce;
    left = atOnce;
    at = nowNanos;
  }

  void take(int records, long nowNanos) {
    left = Math.min(most, left + (nowNanos - at) * perNano) - records;
    at = nowNanos;
  }

  /** How long until so many may be taken; 0 where they may be now. */
  long waitNanos(int records, long nowNanos) {
    double missing = records - left - (nowNanos - at) * perNano;
    return missing <= 0 ? 0 : (long) Math.ceil(missing / perNano);
  }

  boolean isOverdrawn() {
    return left < 0;
  }
}
