package dev.sonde.testkit.repeats;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** One run: its tasks laid out on workers in the order in which they were submitted. */
public final class Repeat {

  private static final long BEGIN = 1_790_000_000_000_000_000L;
  private static final int WORKERS = 4;
  private static final int SLOTS = 2;
  private static final double FIRST_S = 0.02;
  private static final double HIT_S = 0.0001;
  private static final int SPANS_A_LINE = 200;

  /**
   * A task as it ran.
   *
   * @param slot of all workers' slots
   */
  public record Task(
      String prefix,
      int number,
      long startNanos,
      long nanos,
      int slot,
      boolean hit,
      boolean failed) {}

  private final String id;
  private final long seed;
  private final List<Task> tasks;

  private Repeat(String id, long seed, List<Task> tasks) {
    this.id = id;
    this.seed = seed;
    this.tasks = tasks;
  }

  public static Repeat of(String id, Shape shape, long seed) {
    // Not Random: of neighbouring seeds its first values are alike, and seeds number the runs of a
    // side.
    SplittableRandom random = new SplittableRandom(seed);
    double machine = random.nextGaussian() * shape.machine();
    long[] free = new long[WORKERS * SLOTS];
    List<Task> tasks = new ArrayList<>();
    for (int kind = 0; kind < shape.prefixes(); kind++) {
      double off = machine + random.nextGaussian() * shape.own();
      double median = FIRST_S * (1 << kind % 4) * shape.slower().getOrDefault(kind, 1.0);
      long count = Math.round(shape.tasks() * shape.sizes().getOrDefault(kind, 1.0));
      for (int number = 0; number < count; number++) {
        double took = median * Math.exp(off + random.nextGaussian() * shape.spread());
        boolean hit = random.nextDouble() < shape.cached();
        int slot = first(free);
        long nanos = Math.round(1e9 * (hit ? HIT_S : took));
        tasks.add(
            new Task(
                "kind-" + (char) ('a' + kind % 26) + (kind < 26 ? "" : "x".repeat(kind / 26)),
                number,
                free[slot],
                nanos,
                slot,
                hit,
                kind == 0 && number < shape.failing()));
        free[slot] += nanos;
      }
    }
    return new Repeat(id, seed, tasks);
  }

  private static int first(long[] free) {
    int first = 0;
    for (int i = 1; i < free.length; i++) {
      first = free[i] < free[first] ? i : first;
    }
    return first;
  }

  public String id() {
    return id;
  }

  /** From the first start to the last end, in nanoseconds. */
  public long wallNanos() {
    return tasks.stream().mapToLong(task -> task.startNanos() + task.nanos()).max().orElse(0);
  }

  /** In the order of their submission. */
  public List<Task> tasks() {
    return List.copyOf(tasks);
  }

  /** Durations of tasks of a kind that were computed, in nanoseconds, sorted. */
  public long[] nanos(String prefix) {
    long[] nanos =
        tasks.stream()
            .filter(task -> task.prefix().equals(prefix) && !task.hit() && !task.failed())
            .mapToLong(Task::nanos)
            .toArray();
    Arrays.sort(nanos);
    return nanos;
  }

  /** Writes it as OTLP JSON lines. */
  public Path write(Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Writes it behind what is there, so that one file has several runs. */
  public void write(Writer out) throws IOException {
    for (int worker = 0; worker < WORKERS; worker++) {
      int here = worker;
      List<Task> ran = tasks.stream().filter(task -> task.slot() / SLOTS == here).toList();
      for (int from = 0; from < ran.size(); from += SPANS_A_LINE) {
        line(out, worker, ran.subList(from, Math.min(from + SPANS_A_LINE, ran.size())), from);
      }
    }
  }

  private void line(Writer out, int worker, List<Task> ran, int from) throws IOException {
    out.write("{\"resourceSpans\":[{\"resource\":{\"attributes\":[");
    out.write(text("service.name", "worker") + "," + text("run.id", id) + ",");
    out.write(text("worker.id", "worker-" + worker) + "," + number("worker.threads", SLOTS));
    out.write("]},\"scopeSpans\":[{\"spans\":[");
    for (int i = 0; i < ran.size(); i++) {
      out.write(i == 0 ? "" : ",");
      span(out, worker, ran.get(i), from + i);
    }
    out.write("]}]}]}\n");
  }

  private void span(Writer out, int worker, Task task, int number) throws IOException {
    long start = BEGIN + Math.floorMod(seed, 1_000_000) * 1_000_000_000L + task.startNanos();
    out.write(
        ("{\"traceId\":\"%016x%016x\",\"spanId\":\"%08x%08x\",\"name\":\"%s\",\"kind\":1,"
                + "\"startTimeUnixNano\":\"%d\",\"endTimeUnixNano\":\"%d\",\"attributes\":[%s,%s%s],"
                + "\"status\":{\"code\":%d}}")
            .formatted(
                id.hashCode() + 1L,
                seed + 1,
                worker + 1,
                number + 1,
                task.prefix(),
                start,
                start + task.nanos(),
                text("task.key", task.prefix() + "-" + task.number()),
                text("task.prefix", task.prefix()),
                task.hit() ? "," + text("task.cache", "hit") : "",
                task.failed() ? 2 : 1));
  }

  private static String text(String key, String value) {
    return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + value + "\"}}";
  }

  private static String number(String key, long value) {
    return "{\"key\":\"" + key + "\",\"value\":{\"intValue\":\"" + value + "\"}}";
  }
}
