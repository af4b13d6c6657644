package dev.sonde.sdk.pipeline;

import java.util.concurrent.TimeUnit;

/**
 * Tells when more is dropped than taken. Long queues are of no use then: they are always full, and every
 * garbage collection copies what is in them. For one thread.
 */
final class Overload {

  private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(100);

  private long began;
  private long refusedBefore;
  private long taken;
  private boolean on;

  Overload(long nowNanos) {
    began = nowNanos;
  }

  /**
   * Whether it lasts, by what happened in the last tenth of a second.
   *
   * @param takenNow since the last call
   * @param refused since the start
   */
  boolean lasts(long takenNow, long refused, long nowNanos) {
    taken += takenNow;
    if (nowNanos - began >= WINDOW) {
      long refusedNow = refused - refusedBefore;
      // It ends when nearly all finds room in the shorter queues.
      on = on ? refusedNow > taken / 10 : refusedNow > taken;
      began = nowNanos;
      refusedBefore = refused;
      taken = 0;
    }
    return on;
  }
}
