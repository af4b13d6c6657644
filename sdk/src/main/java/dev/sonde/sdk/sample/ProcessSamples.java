package dev.sonde.sdk.sample;

import dev.sonde.model.vocabulary.Keys;
import dev.sonde.sdk.own.Complaints;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Samples of what this process uses, from now until it is closed, or the Sonde is: {@code
 * process.cpu.utilization} (of all processors, 0 to 1), {@code process.memory.usage} (resident bytes
 * where Linux tells, else the heap), {@code worker.memory.limit}, {@code process.thread.count}, {@code
 * jvm.memory.used} (heap), {@code jvm.gc.time} (seconds so far), and {@code worker.spilled.bytes}, {@code
 * worker.unspilled.bytes}, {@code network.received.bytes} so far where the SDK was told of any. By one
 * daemon thread.
 */
public final class ProcessSamples implements AutoCloseable {

  /** Closer looks would be what they measure. */
  public static final Duration LEAST = Duration.ofMillis(10);

  private static final Duration CENTURY = Duration.ofDays(36_500);

  /** Takes one value; unit as in UCUM. */
  public interface Sink {
    void sample(String name, String unit, double value, boolean cumulative);
  }

  private final @Nullable Sink sink;
  private final Moved moved;
  private final long every;
  private final @Nullable Thread thread;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ProcessMeter meter = new ProcessMeter();
  private volatile @Nullable Long limit;

  /**
   * @param sink null where nothing is measured
   * @throws IllegalArgumentException where that is less than {@link #LEAST}
   */
  public ProcessSamples(@Nullable Sink sink, Moved moved, Duration every) {
    if (every.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "samples are taken every " + LEAST.toMillis() + " ms or more seldom, not " + every);
    }
    this.sink = sink;
    this.moved = moved;
    // Once in a century is never.
    this.every = every.compareTo(CENTURY) < 0 ? every.toNanos() : CENTURY.toNanos();
    thread = sink == null ? null : begun();
  }

  private Thread begun() {
    Thread started = new Thread(this::run, "sonde-samples");
    started.setDaemon(true);
    started.start();
    return started;
  }

  /** What the worker may use of memory, where it has a limit of its own. */
  public ProcessSamples memoryLimit(long bytes) {
    limit = bytes;
    return this;
  }

  /** Null where nothing is measured. */
  @Nullable Thread thread() {
    return thread;
  }

  private void run() {
    while (!closed.get()) {
      // A processor's share needs a stretch of time before it.
      LockSupport.parkNanos(this, every);
      if (!closed.get()) {
        take();
      }
    }
  }

  private synchronized void take() {
    try {
      gauge(Keys.CPU_UTILIZATION, "1", meter.utilization());
      gauge(Keys.MEMORY_USAGE, "By", (double) meter.memory());
      Long said = limit;
      gauge(Keys.MEMORY_LIMIT, "By", (double) (said == null ? meter.limit() : said));
      Integer threads = meter.threads();
      gauge("process.thread.count", "{thread}", threads == null ? null : threads.doubleValue());
      gauge("jvm.memory.used", "By", (double) meter.heap());
      sum("jvm.gc.time", "s", meter.collecting());
      sum(Keys.SPILLED_BYTES, "By", moved.spilled());
      sum(Keys.UNSPILLED_BYTES, "By", moved.unspilled());
      sum(Keys.NETWORK_RECEIVED_BYTES, "By", moved.received());
    } catch (RuntimeException | LinkageError e) {
      Complaints.say("samples of the process", e);
    }
  }

  private void gauge(String name, String unit, @Nullable Double value) {
    if (value != null && sink != null) {
      sink.sample(name, unit, value, false);
    }
  }

  private void sum(String name, String unit, @Nullable Double value) {
    if (value != null && sink != null) {
      sink.sample(name, unit, value, true);
    }
  }

  /** Takes the last samples and ends. A second call does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true) && sink != null) {
      LockSupport.unpark(thread);
      take();
    }
  }
}
