package dev.sonde.benchmarks;

import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.destination.DestinationSpec;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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

  private static final AttributeKey<Long> BYTES = AttributeKey.longKey("task.result.bytes");

  @Param({"sonde", "batch_noop", "batch_json"})
  public String sdk = "";

  private final LongAdder exported = new LongAdder();
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
      OpenTelemetrySdk bare =
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .addSpanProcessor(
                          BatchSpanProcessor.builder(exporter(sdk.equals("batch_json"))).build())
                      .build())
              .build();
      open = bare;
      telemetry = bare;
    }
    tracer = telemetry.getTracer("bench");
    logger = telemetry.getLogsBridge().get("bench");
  }

  @TearDown
  public void end() throws Exception {
    if (open instanceof Sonde sonde) {
      System.out.println("lost: " + sonde.losses().records());
    } else {
      System.out.println("exported: " + exported.sum());
    }
    if (open != null) {
      open.close();
    }
    if (folder != null) {
      Workspace.delete(folder);
    }
  }

  private SpanExporter exporter(boolean encodes) {
    return new SpanExporter() {
      @Override
      public CompletableResultCode export(Collection<SpanData> spans) {
        exported.add(spans.size());
        if (encodes) {
          try {
            TraceRequestMarshaler.create(spans).writeJsonTo(OutputStream.nullOutputStream());
          } catch (IOException e) {
            return CompletableResultCode.ofFailure();
          }
        }
        return CompletableResultCode.ofSuccess();
      }

      @Override
      public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
      }

      @Override
      public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
      }
    };
  }

  private void taskSpan() {
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
    span.setAttribute(BYTES, 4096L);
    span.end();
  }

  @Benchmark
  @Threads(1)
  public void taskSpanOneThread() {
    taskSpan();
  }

  @Benchmark
  @Threads(8)
  public void taskSpanEightThreads() {
    taskSpan();
  }

  @Benchmark
  @Threads(1)
  public void eventOneThread() {
    logger
        .logRecordBuilder()
        .setEventName("task.transition")
        .setAttribute("task.key", "load-1234")
        .setAttribute("task.state.from", "ready")
        .setAttribute("task.state.to", "processing")
        .setAttribute("worker.id", "tcp://127.0.0.1:4321")
        .emit();
  }
}
