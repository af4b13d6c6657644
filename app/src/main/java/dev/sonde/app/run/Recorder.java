package dev.sonde.app.run;

import dev.sonde.model.Event;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands records to a sink in the background. Recording never waits: when the sink falls behind by more
 * than the buffer holds, records are dropped and counted. Safe for several threads.
 */
final class Recorder implements AutoCloseable {

  static final long BUFFER_BYTES = 32L << 20;

  private static final int BATCH_RECORDS = 4000;
  private static final long GATHER_MILLIS = 200;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2000;
  private static final int RECORD_BYTES = 400;

  /**
   * What became of the records.
   *
   * @param problem the last thing that went wrong, null where nothing did
   */
  record Outcome(long kept, long dropped, @Nullable String problem) {}

  private final RunSink sink;
  private final long bufferBytes;
  private final LinkedBlockingQueue<WideEvent> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong offered = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();
  private final Thread sender;
  private volatile boolean closing;
  private volatile @Nullable String problem;

  Recorder(RunSink sink) {
    this(sink, BUFFER_BYTES);
  }

  Recorder(RunSink sink, long bufferBytes) {
    this.sink = sink;
    this.bufferBytes = bufferBytes;
    this.sender = Thread.ofPlatform().daemon().name("sonde-run-sender").start(this::sendAll);
  }

  void record(WideEvent record) {
    offered.incrementAndGet();
    long bytes = bytes(record);
    if (waitingBytes.addAndGet(bytes) > bufferBytes) {
      waitingBytes.addAndGet(-bytes);
      return;
    }
    queue.add(record);
  }

  /** That a record takes in memory, roughly. */
  static long bytes(WideEvent record) {
    return RECORD_BYTES
        + (record instanceof Event event && event.body() instanceof Value.Text text
            ? 2L * text.value().length()
            : 0);
  }

  /** Waits until everything is kept, but no longer than so long; what is not by then is dropped. */
  Outcome close(Duration most) {
    closing = true;
    try {
      sender.join(most);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.interrupt();
    long stored = kept.get();
    return new Outcome(stored, offered.get() - stored, problem);
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  private void sendAll() {
    try {
      List<WideEvent> batch = new ArrayList<>();
      while (gather(batch)) {
        deliver(List.copyOf(batch));
        batch.forEach(record -> waitingBytes.addAndGet(-bytes(record)));
        batch.clear();
      }
    } catch (InterruptedException e) {
      // The run is over, and has waited long enough.
      Thread.currentThread().interrupt();
    } finally {
      try {
        sink.close();
      } catch (IOException e) {
        problem = e.getMessage();
      }
    }
  }

  /**
   * @return false when there is nothing left and nothing will come
   */
  private boolean gather(List<WideEvent> batch) throws InterruptedException {
    while (batch.isEmpty()) {
      WideEvent first = queue.poll(GATHER_MILLIS / 4, TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
      } else if (closing && queue.isEmpty()) {
        return false;
      }
    }
    long until = System.nanoTime() + GATHER_MILLIS * 1_000_000;
    while (batch.size() < BATCH_RECORDS && !closing) {
      long left = until - System.nanoTime();
      WideEvent next =
          left <= 0 ? null : queue.poll(Math.min(left, 50_000_000), TimeUnit.NANOSECONDS);
      if (next != null) {
        batch.add(next);
      } else if (left <= 0) {
        break;
      }
    }
    queue.drainTo(batch, BATCH_RECORDS - batch.size());
    return true;
  }

  private void deliver(List<WideEvent> batch) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        sink.send(batch);
        kept.addAndGet(batch.size());
        return;
      } catch (RunSink.RefusedException | RuntimeException e) {
        problem = String.valueOf(e.getMessage());
        return;
      } catch (IOException e) {
        problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        Thread.sleep(pause);
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      }
    }
  }
}
