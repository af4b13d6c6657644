package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How long until a server listens: on a clean store, and with a log to replay after a crash. */
final class Ready implements Scenario {

  private static final int RUNS = 9;
  private static final double READY_MILLIS = 700;

  @Override
  public String name() {
    return "ready";
  }

  @Override
  public String purpose() {
    return "from ./sonde serve until it listens, clean and after a crash";
  }

  @Override
  public void run(List<String> args) throws IOException, InterruptedException {
    System.out.println(Machine.describe());
    System.out.println(Costs.heading());
    try (Workspace workspace = new Workspace()) {
      Costs clean = new Costs("ready, clean store", READY_MILLIS);
      for (int i = -1; i < RUNS; i++) {
        try (ServerProcess server = ServerProcess.sonde(workspace.empty("clean"))) {
          if (i >= 0) {
            clean.add(new Cost(server.readyMillis(), server.cpuMillis(), server.peakBytes()));
          }
        }
      }
      System.out.println(clean.line());
      replay(workspace);
    }
  }

  private static void replay(Workspace workspace) throws IOException, InterruptedException {
    Path requests = workspace.resolve("requests");
    RequestFile.write(
        requests, 400_000, 8_000, 1, spans -> OtlpRequests.message(spans).toByteArray());
    Path store = workspace.empty("crashed");
    try (ServerProcess server = ServerProcess.sonde(store)) {
      Load.begin(requests, server, "/v1/traces", 8, 60, 0).end();
      server.kill();
    }
    long log = 0;
    try (var files = Files.walk(store)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".wal")).toList()) {
        log += Files.size(file);
      }
    }
    try (ServerProcess server = ServerProcess.sonde(store)) {
      double target = READY_MILLIS + 2_000.0 * log / (256 << 20);
      Costs costs = new Costs(String.format(Locale.ROOT, "ready, %d MB of log", log >> 20), target);
      costs.add(new Cost(server.readyMillis(), server.cpuMillis(), server.peakBytes()));
      System.out.println(costs.line());
    }
  }
}
