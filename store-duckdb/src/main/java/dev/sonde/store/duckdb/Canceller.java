package dev.sonde.store.duckdb;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Cancels a statement when the thread that runs it is interrupted, or when its time is over: DuckDB
 * itself looks at neither. It costs a virtual thread that looks every 50 ms.
 */
final class Canceller implements AutoCloseable {

  private static final long LOOK_MILLIS = 50;

  private final Thread watcher;
  private volatile boolean done;
  private volatile boolean late;

  private Canceller(Statement statement, Thread owner, long timeoutMillis) {
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
    watcher = Thread.ofVirtual().unstarted(() -> look(statement, owner, timeoutMillis, deadline));
  }

  static Canceller watch(Statement statement) {
    return watch(statement, Long.MAX_VALUE);
  }

  static Canceller watch(Statement statement, long timeoutMillis) {
    Canceller canceller = new Canceller(statement, Thread.currentThread(), timeoutMillis);
    canceller.watcher.start();
    return canceller;
  }

  /** Whether the statement was cancelled because its time was over. */
  boolean late() {
    return late;
  }

  private void look(Statement statement, Thread owner, long timeoutMillis, long deadline) {
    while (!done) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      late = timeoutMillis != Long.MAX_VALUE && System.nanoTime() - deadline > 0;
      if (!done && (late || owner.isInterrupted())) {
        try {
          statement.cancel();
        } catch (SQLException e) {
          // Nothing runs yet, or no longer; the next look tells.
        }
      }
    }
  }

  @Override
  public void close() {
    done = true;
    watcher.interrupt();
  }
}
