package dev.sonde.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What a server is like while 20,000 spans a second come in: its views against the same at rest, when a
 * record can be seen, and whether memory stays flat.
 */
final class UnderLoad implements Scenario {

  private static final double RATE = 20_000;
  private static final int BATCH = 500;
  private static final int IN_FLIGHT = 8;
  private static final long LOOK_NANOS = 20_000_000;

  private static final List<String> VIEWS =
      List.of("overview", "prefixes", "workers", "timeline", "traces", "cluster");

  @Override
  public String name() {
    return "under-load";
  }

  @Override
  public String purpose() {
    return "views, visibility and memory while 20,000 spans/s come in [seconds, default 600]";
  }

  @Override
  public void run(List<String> args) throws IOException, InterruptedException {
    double seconds = args.isEmpty() ? 600 : Double.parseDouble(args.getFirst());
    System.out.println(Machine.describe() + "; " + (long) RATE + " spans/s in batches of " + BATCH);
    try (Workspace workspace = new Workspace()) {
      Path requests = workspace.resolve("requests");
      RequestFile.write(
          requests,
          (long) (RATE * seconds * 1.05),
          BATCH,
          1,
          spans -> OtlpRequests.message(spans).toByteArray());
      try (ServerProcess server = ServerProcess.sonde(workspace.empty("store"))) {
        Load load = Load.begin(requests, server, "/v1/traces", IN_FLIGHT, seconds, RATE);
        Map<String, List<Double>> busy = new LinkedHashMap<>();
        List<Double> seen = new ArrayList<>();
        List<Long> memory = new ArrayList<>();
        while (load.isAlive()) {
          for (String view : VIEWS) {
            if (load.isAlive()) {
              busy.computeIfAbsent(view, _ -> new ArrayList<>()).add(ask(server, view));
            }
          }
          seen.add(visible(server));
          memory.add(server.residentBytes());
        }
        Load.Figures figures = load.end();
        System.out.printf(
            Locale.ROOT,
            "%.0f spans/s came in; acknowledged after %.0f ms (p50), %.0f (p95), %.0f at most; %.0f refused%n",
            figures.perSecond(),
            figures.p50(),
            figures.p95(),
            figures.max(),
            (double) figures.refused());
        System.out.printf(
            Locale.ROOT,
            "visible after %.0f ms (p50), %.0f (p95; target 500), %.0f at most (target 2,500); %d looks%n",
            at(seen, 0.5),
            at(seen, 0.95),
            at(seen, 1),
            seen.size());
        atRest(server, busy);
        memory(memory);
      }
    }
  }

  private static void atRest(ServerProcess server, Map<String, List<Double>> busy)
      throws IOException {
    busy.forEach((view, times) -> Collections.sort(times));
    for (Map.Entry<String, List<Double>> view : busy.entrySet()) {
      List<Double> rest = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        rest.add(ask(server, view.getKey()));
      }
      double ratio = at(view.getValue(), 0.5) / at(rest, 0.5);
      System.out.printf(
          Locale.ROOT,
          "%-12s at rest, with all of it: %6.0f ms; under load, median of %d: %6.0f ms; ratio %.2f (target 2)%n",
          view.getKey(),
          at(rest, 0.5),
          view.getValue().size(),
          at(view.getValue(), 0.5),
          ratio);
    }
  }

  private static void memory(List<Long> samples) {
    int tenth = Math.max(1, samples.size() / 10);
    System.out.printf(
        Locale.ROOT,
        "resident memory: %d MB in the second tenth of the time, %d MB in the last; peak %d MB%n",
        mean(
            samples.subList(
                Math.min(tenth, samples.size() - 1), Math.min(2 * tenth, samples.size()))),
        mean(samples.subList(samples.size() - tenth, samples.size())),
        Collections.max(samples) / 1_000_000);
  }

  private static long mean(List<Long> bytes) {
    return (long) bytes.stream().mapToLong(Long::longValue).average().orElse(0) / 1_000_000;
  }

  private static double ask(ServerProcess server, String view) throws IOException {
    long began = System.nanoTime();
    server.json("/api/views/" + view);
    return (System.nanoTime() - began) / 1e6;
  }

  /** From the acknowledgement of one more record until a query counts it. */
  private static double visible(ServerProcess server) throws IOException {
    JsonNode marker = Marker.send(server.http());
    long began = System.nanoTime();
    String name = marker.get("name").asText();
    while (!String.valueOf(server.get("/api/views/events?as=csv&name=" + name)).contains(name)) {
      if (System.nanoTime() - began > 30_000_000_000L) {
        throw new IllegalStateException("a record was not seen within 30 s");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return (System.nanoTime() - began) / 1e6;
  }

  private static double at(List<Double> times, double share) {
    List<Double> sorted = times.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
  }
}
