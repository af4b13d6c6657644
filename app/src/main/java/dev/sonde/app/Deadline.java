package dev.sonde.app;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Does something when a time is over, unless it is closed before. */
final class Deadline implements AutoCloseable {

  private @Nullable Thread thread;
  private volatile boolean over;

  private Deadline() {}

  /**
   * @param after null is never
   */
  static Deadline of(@Nullable Duration after, Runnable action) {
    Deadline deadline = new Deadline();
    if (after != null) {
      deadline.thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  Thread.sleep(after);
                  deadline.over = true;
                  action.run();
                } catch (InterruptedException e) {
                  // Closed before.
                }
              });
    }
    return deadline;
  }

  boolean isOver() {
    return over;
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
