package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Arrival;
import dev.sonde.engine.store.OverloadedException;
import dev.sonde.model.Receipt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Arrivals that wait for their commit, within bounds of records and bytes. */
final class LiveQueue {

  /** Waits as long as it takes. */
  static final long FOREVER = Long.MAX_VALUE;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final int mostRecords;
  private final long mostBytes;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private long records;
  private long bytes;
  private boolean closed;

  /** An arrival with who waits for its receipt. */
  record Waiting(Arrival arrival, CompletableFuture<Receipt> receipt) {

    int records() {
      return arrival.batch().size();
    }
  }

  LiveQueue(int mostRecords, long mostBytes) {
    this.mostRecords = mostRecords;
    this.mostBytes = mostBytes;
  }

  /** All records that came with a request, whatever becomes of them. */
  static long all(Arrival arrival) {
    return arrival.batch().size() + sum(arrival.rejected()) + sum(arrival.dropped());
  }

  private static long sum(Map<String, Long> causes) {
    return causes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Takes an arrival or refuses it; one that is larger than the bounds is taken when it is alone. */
  synchronized CompletableFuture<Receipt> offer(Arrival arrival) {
    if (closed) {
      throw new OverloadedException(
          "closing", "the store is being closed; send it again to the next one", RETRY_AFTER);
    }
    boolean tooMany = records + arrival.batch().size() > mostRecords;
    if (records > 0 && (tooMany || bytes + arrival.bytes() > mostBytes)) {
      throw new OverloadedException(
          "queue",
          records
              + " records ("
              + (bytes >> 20)
              + " MiB) wait to be stored already; send it again later",
          RETRY_AFTER);
    }
    Waiting fresh = new Waiting(arrival, new CompletableFuture<>());
    waiting.add(fresh);
    records += arrival.batch().size();
    bytes += arrival.bytes();
    notifyAll();
    return fresh.receipt;
  }

  /**
   * What is to be committed together: waits for the first, takes what is there up to a number of
   * records. They count as waiting until they are {@link #done}. Empty once closed and drained, and
   * where nothing comes in time.
   *
   * @param nanos to wait at most, or {@link #FOREVER}
   */
  synchronized List<Waiting> take(int most, long nanos) throws InterruptedException {
    long begin = System.nanoTime();
    for (long left = nanos;
        waiting.isEmpty() && !closed && left > 0;
        left = nanos == FOREVER ? nanos : nanos - (System.nanoTime() - begin)) {
      if (nanos == FOREVER) {
        wait();
      } else {
        wait(left / 1_000_000, (int) (left % 1_000_000));
      }
    }
    List<Waiting> group = new ArrayList<>();
    long taken = 0;
    while (!waiting.isEmpty() && (group.isEmpty() || taken + waiting.peek().records() <= most)) {
      Waiting next = waiting.remove();
      taken += next.records();
      group.add(next);
    }
    return group;
  }

  synchronized void done(List<Waiting> group) {
    for (Waiting each : group) {
      records -= each.records();
      bytes -= each.arrival.bytes();
    }
  }

  /** Whether nothing waits, and nothing more is taken. */
  synchronized boolean isOver() {
    return closed && waiting.isEmpty();
  }

  /** No more is taken; what waits is still handed out. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized long records() {
    return records;
  }

  synchronized long bytes() {
    return bytes;
  }
}
