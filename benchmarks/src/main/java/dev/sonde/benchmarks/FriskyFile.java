package dev.sonde.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Writes a spans.json as a cluster of 60 workers would: thirteen spans a task, keys of Dask's shape, a
 * transfer for every second task, bytes and peers on it; about 300 bytes a span. The same seed gives the
 * same file.
 */
final class FriskyFile {

  private static final int WORKERS = 60;
  private static final int THREADS = 4;
  private static final long START = 1_790_000_000_123_456_789L;
  private static final String[] PREFIXES = {
    "load",
    "normalise",
    "rechunk-merge",
    "where",
    "getitem-sum",
    "sum-aggregate",
    "stack",
    "finalize"
  };

  private final Writer out;
  private final Random random;
  private final long[] free = new long[WORKERS * THREADS];
  private final long[] ids = new long[WORKERS + 1];
  private long written;

  private FriskyFile(Writer out, long seed) {
    this.out = out;
    this.random = new Random(seed);
    java.util.Arrays.fill(free, START + 50_000_000);
  }

  /** Writes so many spans, and returns the file's size in bytes. */
  static long write(Path file, long spans, long seed) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      FriskyFile writer = new FriskyFile(out, seed);
      out.write('[');
      for (long task = 0; writer.written < spans; task++) {
        writer.task(task, spans);
      }
      out.write(']');
    }
    return Files.size(file);
  }

  private void task(long task, long spans) throws IOException {
    int slot = earliest();
    int worker = slot / THREADS;
    String prefix = PREFIXES[(int) (task / 97 % PREFIXES.length)];
    String key =
        String.format(
            Locale.ROOT, "('%s-%032x', %d)", prefix, 0x6f28ee01L * (task / 97 + 1), task % 97);
    long t = free[slot];
    span("scheduler.decide_worker", -1, t, 4_000 + random.nextInt(2000), key, "", spans);
    t += 8_000;
    span("worker.receive_task", worker, t, 3_000, key, "", spans);
    if (task % 2 == 0) {
      t = transfer(worker, t, key, spans);
    }
    t = after("worker.exec.deserialize", worker, t, 200_000 + random.nextInt(100_000), key, spans);
    t = after("worker.exec.gil", worker, t, 1_000 + random.nextInt(20_000), key, spans);
    t = after("worker.exec.call", worker, t, 20_000_000 + random.nextInt(60_000_000), key, spans);
    t = after("worker.store_data", worker, t, 2_000, key, spans);
    t = after("worker.handle_event", worker, t, 100_000, key, spans);
    t = after("worker.task_complete", worker, t, 40_000, key, spans);
    span("scheduler.tasks_finished", -1, t, 20_000, key, "", spans);
    free[slot] = t + 100_000 + random.nextInt(1_000_000);
  }

  private long transfer(int worker, long start, String key, long spans) throws IOException {
    int peer = (worker + 1 + random.nextInt(WORKERS - 1)) % WORKERS;
    int bytes = 1_000_000 + random.nextInt(20_000_000);
    long length = bytes / 2;
    span("tcp.send.serialize", peer, start, 500_000, key, "", spans);
    span("tcp.send.write", peer, start + 500_000, length, key, "", spans);
    span(
        "worker.transfer.recv",
        worker,
        start,
        length + 600_000,
        key,
        ", \"logical_bytes\": "
            + bytes
            + ", \"wire_bytes\": "
            + bytes * 9L / 10
            + ", \"peer\": \""
            + address(peer)
            + "\", \"n_keys\": 1",
        spans);
    span("worker.deserialize", worker, start + length + 600_000, 300_000, key, "", spans);
    return start + length + 900_000;
  }

  private int earliest() {
    int slot = 0;
    for (int i = 1; i < free.length; i++) {
      slot = free[i] < free[slot] ? i : slot;
    }
    return slot;
  }

  private long after(String name, int worker, long start, long length, String key, long spans)
      throws IOException {
    span(name, worker, start, length, key, "", spans);
    return start + length;
  }

  private static String address(int worker) {
    return "10.0.%d.%d:%d".formatted(worker / 16, worker % 16 + 1, 40_000 + worker);
  }

  private void span(
      String name, int worker, long start, long length, String key, String more, long spans)
      throws IOException {
    if (written >= spans) {
      return;
    }
    out.write(written++ == 0 ? "{\"name\": \"" : ", {\"name\": \"");
    out.write(name);
    out.write("\", \"worker\": \"");
    out.write(worker < 0 ? "scheduler" : address(worker));
    out.write("\", \"span_id\": " + ++ids[worker + 1]);
    out.write(", \"trace_id\": 1, \"start_ns\": " + start);
    out.write(", \"end_ns\": " + (start + length) + ", \"duration_ns\": " + length);
    out.write(", \"keys\": [\"" + key + "\"], \"count\": null" + more + "}");
  }
}
