package dev.sonde.store.duckdb;

import com.sun.management.OperatingSystemMXBean;
import dev.sonde.engine.store.Arrival;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.OverloadedException;
import dev.sonde.model.Attributes;
import dev.sonde.model.Batch;
import dev.sonde.model.Origin;
import dev.sonde.model.Receipt;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how many spans of ten attributes a live store takes through {@code offer}, with everything
 * that belongs to it. Arguments: folder, millions of spans, spans a batch, spans a second (0: as many as
 * it takes). Not a test: it says what it saw.
 */
final class LiveThroughput {

  private static final int FLYING = 32;
  private static final int TEMPLATES = 20_000;
  private static final int TRACE = 20;

  private LiveThroughput() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    StoreFolder.delete(folder);
    long spans = (long) (Double.parseDouble(arguments[1]) * 1_000_000);
    int batch = Integer.parseInt(arguments[2]);
    long rate = Long.parseLong(arguments[3]);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    List<Attributes> templates = templates();
    try (LiveStore store = LiveDuckDbStore.open(folder, LiveSettings.DEFAULT)) {
      long start = System.nanoTime();
      long cpu = system.getProcessCpuTime();
      long[] waits = run(store, templates, spans, batch, rate, start);
      double seconds = (System.nanoTime() - start) / 1e9;
      double used = (system.getProcessCpuTime() - cpu) / 1e9;
      System.out.printf(
          "%,d spans in batches of %d: %.1f s, %,.0f spans/s; CPU %.1f s, %.2f s a million%n",
          spans, batch, seconds, spans / seconds, used, used * 1e6 / spans);
      Arrays.sort(waits);
      System.out.printf(
          "receipts after p50 %.0f ms, p95 %.0f ms, most %.0f ms; shown at the end: %,d of %,d%n",
          waits[waits.length / 2] / 1e6,
          waits[waits.length * 95 / 100] / 1e6,
          waits[waits.length - 1] / 1e6,
          store.coverage().records(),
          spans);
      long from = System.nanoTime();
      if (!Boolean.getBoolean("nop")) LiveStoreTest.awaitRecords(store, spans);
      System.out.printf("all shown after another %.1f s%n", (System.nanoTime() - from) / 1e9);
    }
    long bytes;
    try (var files = Files.list(folder)) {
      bytes = files.mapToLong(file -> file.toFile().length()).sum();
    }
    System.out.printf("%.0f bytes a span on the disk%n", (double) bytes / spans);
  }

  /** How long each receipt took, in ns. */
  private static long[] run(
      LiveStore store, List<Attributes> templates, long spans, int batch, long rate, long start) {
    record Flight(CompletableFuture<Receipt> receipt, AtomicLong took) {}
    ArrayDeque<Flight> flying = new ArrayDeque<>();
    List<AtomicLong> waits = new ArrayList<>();
    for (long next = 0; next < spans; ) {
      if (rate > 0) {
        LockSupport.parkNanos(start + (long) (next * 1e9 / rate) - System.nanoTime());
      }
      try {
        long offered = System.nanoTime();
        AtomicLong took = new AtomicLong();
        CompletableFuture<Receipt> receipt = store.offer(arrival(templates, next, batch));
        flying.add(
            new Flight(
                receipt.whenComplete((_, _) -> took.set(System.nanoTime() - offered)), took));
        next += batch;
      } catch (OverloadedException e) {
        LockSupport.parkNanos(1_000_000);
      }
      if (flying.size() >= FLYING) {
        Flight first = flying.remove();
        first.receipt.join();
        waits.add(first.took);
      }
    }
    for (Flight each : flying) {
      each.receipt.join();
      waits.add(each.took);
    }
    return waits.stream().mapToLong(AtomicLong::get).toArray();
  }

  private static Arrival arrival(List<Attributes> templates, long first, int batch) {
    List<WideEvent> records = new ArrayList<>(batch);
    Origin origin = new Origin(Attributes.builder().put("service.name", "shop").build());
    long now = System.currentTimeMillis() * 1_000_000;
    for (int i = 0; i < batch; i++) {
      long id = first + i + 1;
      long trace = id / TRACE * 0x9E3779B97F4A7C15L;
      records.add(
          new Span(
              origin,
              new SpanId(trace | 1, trace, id * 0x9E3779B97F4A7C15L),
              id % TRACE == 0 ? 0 : (id - 1) * 0x9E3779B97F4A7C15L,
              "name-" + id % 200,
              Span.Kind.INTERNAL,
              now + i,
              now + i + id % 1_000_000,
              Span.Status.OK,
              "",
              templates.get((int) (id % TEMPLATES)),
              List.of(),
              List.of(),
              Attributes.EMPTY));
    }
    return new Arrival(
        new Batch(records),
        new Arrival.Digest(first, batch),
        batch * 1_000L,
        Map.of(),
        Map.of(),
        List.of());
  }

  private static List<Attributes> templates() {
    Random random = new Random(1);
    List<Attributes> templates = new ArrayList<>();
    for (int i = 0; i < TEMPLATES; i++) {
      templates.add(
          Attributes.builder()
              .put("http.request.method", "GET")
              .put("http.route", "/api/v1/items/" + random.nextInt(100))
              .put("http.response.status_code", 200 + random.nextInt(5))
              .put("user.id", Long.toHexString(random.nextLong()))
              .put("net.peer.name", "host-" + random.nextInt(50))
              .put("net.peer.port", random.nextInt(65_536))
              .put("db.statement", "SELECT * FROM t WHERE id = " + random.nextInt())
              .put("thread.id", random.nextInt(64))
              .put("code.function", "function_" + random.nextInt(300))
              .put("cache.hit", "yes")
              .build());
    }
    return templates;
  }
}
