package dev.sonde.app;

import java.io.PrintStream;
import java.util.function.LongConsumer;

/**
 * How far the reading has come, on standard error: a bar on a terminal for whatever takes more than a
 * second, silence elsewhere.
 */
final class Progress implements LongConsumer, AutoCloseable {

  private static final long SHOWN_AFTER_NANOS = 1_000_000_000L;
  private static final long REDRAWN_AFTER_NANOS = 100_000_000L;
  private static final int CELLS = 24;

  private final PrintStream err;
  private final boolean terminal;
  private final String what;
  private final long totalBytes;
  private final long began = System.nanoTime();
  private long drawn;

  Progress(PrintStream err, boolean terminal, String what, long totalBytes) {
    this.err = err;
    this.terminal = terminal;
    this.what = what;
    this.totalBytes = totalBytes;
  }

  @Override
  public void accept(long bytes) {
    long now = System.nanoTime();
    if (!terminal || now - began < SHOWN_AFTER_NANOS || now - drawn < REDRAWN_AFTER_NANOS) {
      return;
    }
    drawn = now;
    double share = totalBytes <= 0 ? 0 : Math.min(1, (double) bytes / totalBytes);
    int full = (int) (share * CELLS);
    err.printf(
        "\rreading %s  %s%s  %3.0f %%  %.0f MB/s ",
        what,
        "█".repeat(full),
        "·".repeat(CELLS - full),
        share * 100,
        bytes * 1e3 / Math.max(1, now - began));
    err.flush();
  }

  @Override
  public void close() {
    if (drawn != 0) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
