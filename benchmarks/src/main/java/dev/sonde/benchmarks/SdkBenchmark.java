package dev.sonde.benchmarks;

import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.destination.DestinationSpec;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a record costs the thread that makes it, as fast as it can, so that all sides drop. Backs the
 * decision for an own collection behind OpenTelemetry's SDK instead of its batch processor: the same
 * calls of the same SDK, with that processor and an exporter that does nothing ({@code batch_noop}) or
 * encodes OTLP in JSON for nobody ({@code batch_json}), and with Sonde writing a pool.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SdkBenchmark {

  @Param({"sonde", "batch_noop", "batch_json"})
  public String sdk = "";

  private @Nullable AutoCloseable open;
  private @Nullable Path folder;
  private Tracer tracer = OpenTelemetry.noop().getTracer("");
  private Logger logger = OpenTelemetry.noop().getLogsBridge().get("");

  @Setup
  public void start() throws IOException {
    OpenTelemetry telemetry;
    if (sdk.equals("sonde")) {
      Path pool = Files.createTempDirectory("sonde-bench");
      Sonde sonde =
          Sonde.builder()
              .destination(DestinationSpec.pool(pool).with("max_pool_bytes", "256MiB"))
              .start();
      folder = pool;
      open = sonde;
      telemetry = sonde.openTelemetry();
    } else {
      BareSdk bare = new BareSdk(sdk.equals("batch_json"));
      open = bare;
      telemetry = bare.sdk();
    }
    tracer = telemetry.getTracer("bench");
    logger = telemetry.getLogsBridge().get("bench");
  }

  @TearDown
  public void end() throws Exception {
    if (open instanceof Sonde sonde) {
      System.out.println("lost: " + sonde.losses().records());
    } else if (open instanceof BareSdk bare) {
      System.out.println("exported: " + bare.exported());
    }
    if (open != null) {
      open.close();
    }
    if (folder != null) {
      Workspace.delete(folder);
    }
  }

  @Benchmark
  @Threads(1)
  public void taskSpanOneThread() {
    SdkLoad.span(tracer, logger);
  }

  @Benchmark
  @Threads(8)
  public void taskSpanEightThreads() {
    SdkLoad.span(tracer, logger);
  }

  /** Sonde's alone: the other sides have no processor of log records, and do nothing. */
  @Benchmark
  @Threads(1)
  public void eventOneThread() {
    SdkLoad.event(tracer, logger);
  }
}
