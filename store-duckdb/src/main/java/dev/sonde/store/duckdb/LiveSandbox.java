package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Sandbox;
import dev.sonde.engine.store.StoreException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * SQL from users on a live store: in the same instance, as nobody else may open its file, each on a
 * connection and in a read-only transaction of its own. Not more than two at once, so that ingest keeps
 * its share of the machine.
 */
final class LiveSandbox implements Sandbox {

  private final LiveInstance instance;
  private final Semaphore places;

  /**
   * @param places shared by all sandboxes of the store
   */
  LiveSandbox(LiveInstance instance, Semaphore places) {
    this.instance = instance;
    this.places = places;
  }

  @Override
  public Outcome select(String sql, long rows, Duration timeout, Visitor visitor) {
    long deadline = System.nanoTime() + timeout.toNanos();
    take(timeout);
    try (Database own = instance.another()) {
      DuckDbSandbox.check(own, sql);
      instance.begin(own);
      try {
        long left = Math.max(1, deadline - System.nanoTime());
        return DuckDbSandbox.run(own, sql, rows, Duration.ofNanos(left), visitor);
      } finally {
        instance.end();
      }
    } finally {
      places.release();
    }
  }

  private void take(Duration timeout) {
    try {
      if (!places.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StoreException(
            "other queries are running, as many as may run at once, and none ended within "
                + timeout.toSeconds()
                + " s; ask again later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("the query was interrupted", e);
    }
  }

  @Override
  public void close() {
    // Each query has closed its own connection.
  }
}
