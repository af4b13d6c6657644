package dev.sonde.sdk.log;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Marks a thread while the program's own code (a {@code toString}) runs for a record's text. What that
 * code logs would not have been logged without us: nobody is to see it.
 */
final class Formatting {

  /** So that calls that are not logged ask a plain number, and no thread gets an entry for asking. */
  private static final AtomicInteger THREADS = new AtomicInteger();

  private static final ThreadLocal<Integer> DEPTH = new ThreadLocal<>();

  private Formatting() {}

  static boolean here() {
    return THREADS.get() != 0 && DEPTH.get() != null;
  }

  static void begin() {
    Integer depth = DEPTH.get();
    DEPTH.set(depth == null ? 1 : depth + 1);
    THREADS.incrementAndGet();
  }

  static void end() {
    THREADS.decrementAndGet();
    Integer depth = DEPTH.get();
    if (depth == null || depth == 1) {
      DEPTH.remove();
    } else {
      DEPTH.set(depth - 1);
    }
  }
}
