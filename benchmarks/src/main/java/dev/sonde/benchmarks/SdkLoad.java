package dev.sonde.benchmarks;

import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.destination.DestinationSpec;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * What the SDK costs a whole process at a given pace, and what it loses; it decides about the bounds of
 * queues and of the SDK's own threads. CPU times, not clocks: another process on the machine makes a
 * caller wait, and costs it nothing.
 */
final class SdkLoad implements Scenario {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long SECONDS = 10;
  private static final int CHUNK = 100;
  private static final double MICRO = 1e3;
  private static final double MILLI = 1e6;

  private static final int TASKS_IN_A_ROW = 100;

  @Override
  public String name() {
    return "sdk";
  }

  @Override
  public String purpose() {
    return "the SDK with a file pool: records at a pace, under overload, and around tasks of 1 ms";
  }

  @Override
  public void run(List<String> args) throws Exception {
    System.out.println(Machine.describe() + "; " + SECONDS + " s a line, two runs each");
    for (int round = 0; round < 2; round++) {
      for (int pace : new int[] {50_000, 200_000}) {
        made("spans of ten attributes at " + pace + "/s, 2 threads", 2, pace, SdkLoad::span);
        made("events at " + pace + "/s, 2 threads", 2, pace, SdkLoad::event);
      }
      made("spans as fast as 8 threads can", 8, 0, SdkLoad::span);
      tasks();
    }
  }

  /** One record. */
  private interface Maker {
    void make(Tracer tracer, Logger logger);
  }

  static void span(Tracer tracer, Logger logger) {
    Span span =
        tracer
            .spanBuilder("load")
            .setAttribute("task.key", "load-1234")
            .setAttribute("task.prefix", "load")
            .setAttribute("worker.id", "tcp://127.0.0.1:4321")
            .setAttribute("run.id", "20261120T120000-abcdef01")
            .setAttribute("run.name", "nightly")
            .setAttribute("task.attempt", 1)
            .setAttribute("task.submitted_unix_nano", 1_790_000_000_000_000_000L)
            .setAttribute("task.ready_unix_nano", 1_790_000_000_000_000_001L)
            .setAttribute("share", 0.25)
            .startSpan();
    span.setAttribute("task.result.bytes", 4096L);
    span.end();
  }

  static void event(Tracer tracer, Logger logger) {
    logger
        .logRecordBuilder()
        .setEventName("task.transition")
        .setAttribute("task.key", "load-1234")
        .setAttribute("task.state.from", "ready")
        .setAttribute("task.state.to", "processing")
        .setAttribute("worker.id", "tcp://127.0.0.1:4321")
        .emit();
  }

  private static Sonde open(Workspace workspace) {
    Path pool = workspace.resolve("pool");
    return Sonde.builder()
        .destination(DestinationSpec.pool(pool).with("max_pool_bytes", "8GiB"))
        .start();
  }

  private static void made(String what, int threads, int pace, Maker maker) throws Exception {
    try (Workspace workspace = new Workspace();
        Sonde sonde = open(workspace)) {
      Tracer tracer = sonde.openTelemetry().getTracer("bench");
      Logger logger = sonde.openTelemetry().getLogsBridge().get("bench");
      run(threads, pace, 2, () -> maker.make(tracer, logger));
      long lostBefore = sonde.losses().total();
      double own = sdkMillis();
      peaks().forEach(MemoryPoolMXBean::resetPeakUsage);
      Made made = run(threads, pace, SECONDS, () -> maker.make(tracer, logger));
      sonde.flush(java.time.Duration.ofSeconds(30));
      own = sdkMillis() - own;
      long lost = sonde.losses().total() - lostBefore;
      System.out.printf(
          Locale.ROOT,
          "%s: made %,d/s, lost %,d (%.1f %%) %s; caller %.2f µs of CPU a record, the SDK's threads"
              + " %.2f µs and %.0f %% of one core; heap peak %d MB%n",
          what,
          made.records / SECONDS,
          lost,
          100.0 * lost / made.records,
          sonde.losses().records(),
          made.cpuNanos / MICRO / made.records,
          own * MICRO / (made.records - lost),
          own / SECONDS / 10,
          peaks().stream().mapToLong(p -> p.getPeakUsage().getUsed()).sum() >> 20);
    }
  }

  private static List<MemoryPoolMXBean> peaks() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private record Made(long records, long cpuNanos) {}

  private static Made run(int threads, int pace, long seconds, Runnable maker)
      throws InterruptedException {
    long[] records = new long[threads];
    long[] cpu = new long[threads];
    List<Thread> all = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    for (int t = 0; t < threads; t++) {
      int number = t;
      all.add(
          Thread.ofPlatform()
              .start(() -> {
                long began = THREADS.getCurrentThreadCpuTime();
                records[number] = makeUntil(end, pace / threads, maker);
                cpu[number] = THREADS.getCurrentThreadCpuTime() - began;
              }));
    }
    for (Thread thread : all) {
      thread.join();
    }
    long sum = 0;
    long cpuNanos = 0;
    for (int t = 0; t < threads; t++) {
      sum += records[t];
      cpuNanos += cpu[t];
    }
    return new Made(sum, cpuNanos);
  }

  /** A pace of 0 is none. A chunk that comes late is followed by the next one at once. */
  private static long makeUntil(long end, int pace, Runnable maker) {
    long made = 0;
    long next = System.nanoTime();
    while (System.nanoTime() < end) {
      for (int i = 0; i < CHUNK; i++) {
        maker.run();
      }
      made += CHUNK;
      if (pace > 0) {
        next += 1_000_000_000L * CHUNK / pace;
        for (long wait = next - System.nanoTime(); wait > 0; wait = next - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
      }
    }
    return made;
  }

  /** CPU of the SDK's threads so far, in milliseconds. */
  private static double sdkMillis() {
    double millis = 0;
    for (long id : THREADS.getAllThreadIds()) {
      var info = THREADS.getThreadInfo(id);
      if (info != null && info.getThreadName().startsWith("sonde-")) {
        millis += THREADS.getThreadCpuTime(id) / MILLI;
      }
    }
    return millis;
  }

  /** Tasks with and without the SDK take turns on every core, so that both meet the same machine. */
  private static void tasks() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    long spins = spinsOfAMillisecond();
    long[] plain = new long[cores];
    long[] traced = new long[cores];
    long[] count = new long[cores];
    try (Workspace workspace = new Workspace();
        Sonde sonde = open(workspace)) {
      List<Thread> all = new ArrayList<>();
      double own = sdkMillis();
      long end = System.nanoTime() + SECONDS * 1_000_000_000L;
      for (int t = 0; t < cores; t++) {
        int number = t;
        all.add(
            Thread.ofPlatform()
                .start(() -> {
                  while (System.nanoTime() < end) {
                    long from = THREADS.getCurrentThreadCpuTime();
                    for (int i = 0; i < TASKS_IN_A_ROW; i++) {
                      spin(spins);
                    }
                    long between = THREADS.getCurrentThreadCpuTime();
                    for (int i = 0; i < TASKS_IN_A_ROW; i++) {
                      sonde.attempt("load-" + i).worker("w" + number).run(() -> spin(spins));
                    }
                    plain[number] += between - from;
                    traced[number] += THREADS.getCurrentThreadCpuTime() - between;
                    count[number] += TASKS_IN_A_ROW;
                  }
                }));
      }
      for (Thread thread : all) {
        thread.join();
      }
      sonde.flush(java.time.Duration.ofSeconds(30));
      own = sdkMillis() - own;
      double without = 0;
      double with = 0;
      long tasks = 0;
      for (int t = 0; t < cores; t++) {
        without += plain[t] / MILLI;
        with += traced[t] / MILLI;
        tasks += count[t];
      }
      System.out.printf(
          Locale.ROOT,
          "%d tasks of %.2f ms on %d threads: %+.2f %% of CPU at the callers, %.2f %% in the SDK's"
              + " threads; lost %d%n",
          tasks,
          without / tasks,
          cores,
          100 * (with - without) / without,
          100 * own / without,
          sonde.losses().total());
    }
  }

  private static long spinsOfAMillisecond() {
    long spins = 1_000_000;
    long nanos = 0;
    for (int i = 0; i < 20; i++) {
      long began = THREADS.getCurrentThreadCpuTime();
      spin(spins);
      nanos = THREADS.getCurrentThreadCpuTime() - began;
    }
    return (long) (spins * MILLI / nanos);
  }

  private static void spin(long spins) {
    double sum = 0;
    for (long i = 0; i < spins; i++) {
      sum += Math.sqrt((double) i);
    }
    if (Double.isNaN(sum)) {
      // Never; but the loop may not be left out.
      throw new AssertionError(sum);
    }
  }
}
