package dev.sonde.benchmarks;

import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.destination.DestinationSpec;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Tracer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The CPU time that a span costs its caller, Sonde's and OpenTelemetry's batch processor taking turns in
 * one process, so that the machine's other work falls on all of them alike.
 */
final class SdkBeside implements Scenario {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String[] NAMES = {"sonde, file pool", "batch, no-op", "batch, OTLP JSON"};
  private static final int BLOCK = 20_000;
  private static final int TURNS = 60;
  private static final int WARMUP = 20;

  @Override
  public String name() {
    return "sdk-beside";
  }

  @Override
  public String purpose() {
    return "CPU of a span at its caller, beside OpenTelemetry's batch processor in one process";
  }

  @Override
  public void run(List<String> args) throws Exception {
    System.out.println(
        Machine.describe() + "; spans of ten attributes, as fast as they can be made");
    try (Workspace workspace = new Workspace();
        Sonde sonde =
            Sonde.builder()
                .destination(
                    DestinationSpec.pool(workspace.resolve("pool")).with("max_pool_bytes", "1GiB"))
                .start();
        BareSdk noop = new BareSdk(false);
        BareSdk json = new BareSdk(true)) {
      OpenTelemetry[] sides = {sonde.openTelemetry(), noop.sdk(), json.sdk()};
      for (int threads : new int[] {1, 8}) {
        measure(sides, threads);
      }
    }
  }

  private static void measure(OpenTelemetry[] sides, int threads) throws InterruptedException {
    double[][] nanos = new double[sides.length][TURNS];
    for (int turn = -WARMUP; turn < TURNS; turn++) {
      for (int side = 0; side < sides.length; side++) {
        double each = block(sides[side], threads);
        if (turn >= 0) {
          nanos[side][turn] = each;
        }
      }
    }
    double bare = 0;
    for (int side = sides.length - 1; side >= 0; side--) {
      Arrays.sort(nanos[side]);
      bare = side == 1 ? nanos[side][TURNS / 2] : bare;
    }
    for (int side = 0; side < sides.length; side++) {
      double[] all = nanos[side];
      System.out.printf(
          Locale.ROOT,
          "%d threads, %s: %.0f ns of CPU a span (median of %d; quartiles %.0f to %.0f), %.2f of"
              + " batch, no-op%n",
          threads,
          NAMES[side],
          all[TURNS / 2],
          TURNS,
          all[TURNS / 4],
          all[3 * TURNS / 4],
          all[TURNS / 2] / bare);
    }
  }

  private static double block(OpenTelemetry side, int threads) throws InterruptedException {
    Tracer tracer = side.getTracer("bench");
    Logger logger = side.getLogsBridge().get("bench");
    long[] cpu = new long[threads];
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int number = t;
      all.add(
          Thread.ofPlatform()
              .start(() -> {
                long began = THREADS.getCurrentThreadCpuTime();
                for (int i = 0; i < BLOCK; i++) {
                  SdkLoad.span(tracer, logger);
                }
                cpu[number] = THREADS.getCurrentThreadCpuTime() - began;
              }));
    }
    for (Thread thread : all) {
      thread.join();
    }
    return (double) Arrays.stream(cpu).sum() / threads / BLOCK;
  }
}
