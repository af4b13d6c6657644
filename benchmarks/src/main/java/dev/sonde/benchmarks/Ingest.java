package dev.sonde.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Spans a second that a server keeps for good, with the generator on the same machine: gzip OTLP/HTTP
 * protobuf, 32 requests in flight, ten attributes a span. Beside it Zipkin's server, which keeps them in
 * memory.
 */
final class Ingest implements Scenario {

  private static final int IN_FLIGHT = 32;
  private static final String TRACES = "/v1/traces";

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String purpose() {
    return "spans a second into a server [seconds, default 180] [zipkin=EXECUTABLE-JAR]";
  }

  @Override
  public void run(List<String> args) throws IOException, InterruptedException {
    double seconds = 180;
    Path zipkin = null;
    for (String arg : args) {
      if (arg.startsWith("zipkin=")) {
        zipkin = Path.of(arg.substring(7));
      } else {
        seconds = Double.parseDouble(arg);
      }
    }
    System.out.println(Machine.describe() + "; " + IN_FLIGHT + " requests in flight");
    System.out.println(
        "server         batch  seconds    spans/s  accepted  refused  ack ms p50    p95    p99    max"
            + "  server cpu/M  client cpu/M  peak MB  B/span");
    try (Workspace workspace = new Workspace()) {
      sonde(workspace, 8_000, seconds, 120_000);
      sonde(workspace, 500, seconds, 80_000);
      if (zipkin != null) {
        zipkin(workspace, zipkin, 8_000, Math.min(seconds, 60));
        zipkin(workspace, zipkin, 500, Math.min(seconds, 60));
      }
    }
  }

  private static void sonde(Workspace workspace, int batch, double seconds, double most)
      throws IOException, InterruptedException {
    Path requests = workspace.resolve("requests");
    RequestFile.Written written =
        RequestFile.write(
            requests,
            (long) (most * seconds),
            batch,
            batch,
            spans -> OtlpRequests.message(spans).toByteArray());
    Path store = workspace.empty("store");
    try (ServerProcess server = ServerProcess.sonde(store)) {
      Load.Figures figures = Load.begin(requests, server, TRACES, IN_FLIGHT, seconds, 0).end();
      JsonNode books = server.json("/health").get("records");
      print("sonde", batch, figures, server, size(store));
      long accepted = figures.accepted();
      if (books.get("stored").asLong() < accepted) {
        throw new IllegalStateException(accepted + " were accepted, and the books say " + books);
      }
      lookup(server, "/api/views/trace?arg=" + written.sample().traceId(), "one trace");
    }
    Files.delete(requests);
  }

  private static void zipkin(Workspace workspace, Path jar, int batch, double seconds)
      throws IOException, InterruptedException {
    Path requests = workspace.resolve("requests");
    RequestFile.Written written =
        RequestFile.write(
            requests, (long) (60_000 * seconds), batch, batch, ZipkinRequests::message);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    try (ServerProcess server =
        ServerProcess.zipkin(java, jar, workspace.empty("zipkin"), freePort())) {
      Load.Figures figures =
          Load.begin(requests, server, "/api/v2/spans", IN_FLIGHT, seconds, 0).end();
      print("zipkin, memory", batch, figures, server, 0);
      lookup(server, "/api/v2/trace/" + written.sample().traceId(), "one trace");
    }
    Files.delete(requests);
  }

  private static int freePort() throws IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void print(
      String server, int batch, Load.Figures figures, ServerProcess process, long bytes)
      throws IOException {
    double accepted = figures.accepted();
    System.out.printf(
        Locale.ROOT,
        "%-14s %5d %8.1f %10.0f %9.0f %8.0f %11.0f %6.0f %6.0f %6.0f %13.2f %13.2f %8d %7.1f%n",
        server,
        batch,
        figures.seconds(),
        figures.perSecond(),
        accepted,
        (double) figures.refused(),
        figures.p50(),
        figures.p95(),
        figures.p99(),
        figures.max(),
        process.cpuMillis() * 1e3 / accepted,
        figures.cpuSeconds() * 1e6 / accepted,
        process.peakBytes() / 1_000_000,
        bytes / accepted);
    if (figures.failed() > 0) {
      System.out.printf(Locale.ROOT, "  %d requests failed%n", figures.failed());
    }
  }

  private static void lookup(ServerProcess server, String path, String what) throws IOException {
    Costs costs = new Costs(what, 0);
    for (int i = -3; i < 15; i++) {
      long began = System.nanoTime();
      double cpu = server.cpuMillis();
      @Nullable String answer = server.get(path);
      if (answer == null) {
        System.out.println("  " + what + ": not there");
        return;
      }
      if (i >= 0) {
        costs.add(new Cost((System.nanoTime() - began) / 1e6, server.cpuMillis() - cpu, 0));
      }
    }
    System.out.println("  " + costs.line());
  }

  static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
