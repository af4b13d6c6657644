package dev.sonde.server.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.model.Event;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.server.FakeLiveStore;
import dev.sonde.server.ServerOptions;
import dev.sonde.server.SondeServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenTelemetry's own SDK sends; what it was told arrives. */
@Timeout(120)
class SdkTest {

  private record Exporters(SpanExporter spans, LogRecordExporter logs, MetricExporter metrics) {}

  private static Exporters exporters(String protocol, String compression, String address) {
    Duration limit = Duration.ofSeconds(30);
    if (protocol.equals("grpc")) {
      return new Exporters(
          OtlpGrpcSpanExporter.builder()
              .setEndpoint(address)
              .setCompression(compression)
              .setTimeout(limit)
              .addHeader("authorization", "Bearer s3cret")
              .build(),
          OtlpGrpcLogRecordExporter.builder()
              .setEndpoint(address)
              .setCompression(compression)
              .setTimeout(limit)
              .addHeader("authorization", "Bearer s3cret")
              .build(),
          OtlpGrpcMetricExporter.builder()
              .setEndpoint(address)
              .setCompression(compression)
              .setTimeout(limit)
              .addHeader("authorization", "Bearer s3cret")
              .build());
    }
    return new Exporters(
        OtlpHttpSpanExporter.builder()
            .setEndpoint(address + "/v1/traces")
            .setCompression(compression)
            .setTimeout(limit)
            .addHeader("authorization", "Bearer s3cret")
            .build(),
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(address + "/v1/logs")
            .setCompression(compression)
            .setTimeout(limit)
            .addHeader("authorization", "Bearer s3cret")
            .build(),
        OtlpHttpMetricExporter.builder()
            .setEndpoint(address + "/v1/metrics")
            .setCompression(compression)
            .setTimeout(limit)
            .addHeader("authorization", "Bearer s3cret")
            .build());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"grpc,none", "grpc,gzip", "http,none", "http,gzip"})
  void what_the_sdk_sends_arrives(String protocol, String compression) {
    FakeLiveStore store = new FakeLiveStore();
    ServerOptions options = ServerOptions.DEFAULTS.withPorts(0, 0, 0).withToken("s3cret");
    try (SondeServer server = SondeServer.start(options, store)) {
      String own =
          protocol.equals("grpc") ? server.addresses().otlpGrpc() : server.addresses().otlpHttp();
      for (String address : List.of(own, server.addresses().http())) {
        use(exporters(protocol, compression, address));
      }
    }
    List<Span> spans = of(store, Span.class);
    assertThat(spans).hasSize(4);
    Span child = spans.get(0);
    Span parent = spans.get(1);
    assertThat(child.parent()).isEqualTo(parent.id().span());
    assertThat(child.id().traceHex()).isEqualTo(parent.id().traceHex());
    assertThat(child.name()).isEqualTo("child");
    assertThat(child.kind()).isEqualTo(Span.Kind.CLIENT);
    assertThat(child.startNanos()).isEqualTo(1_790_000_000_000_000_001L);
    assertThat(child.endNanos()).isEqualTo(1_790_000_000_500_000_000L);
    assertThat(child.status()).isEqualTo(Span.Status.ERROR);
    assertThat(child.statusMessage()).isEqualTo("it broke");
    assertThat(child.attributes().get("text")).isEqualTo(Value.of("tëxt"));
    assertThat(child.attributes().get("whole")).isEqualTo(Value.of(Long.MAX_VALUE));
    assertThat(child.attributes().get("real")).isEqualTo(Value.of(0.1));
    assertThat(child.attributes().get("truth")).isEqualTo(Value.of(true));
    assertThat(child.attributes().get("texts")).isEqualTo(Value.ofTexts(List.of("a", "b")));
    assertThat(child.attributes().get("password")).isEqualTo(Value.of("[redacted]"));
    assertThat(child.links().getFirst().to()).isEqualTo(parent.id());
    assertThat(child.moments())
        .extracting(Span.Moment::name)
        .containsExactly("moment", "exception");
    assertThat(child.moments().get(1).attributes().text("exception.message")).isEqualTo("bad");
    assertThat(child.origin().resource().text("service.name")).isEqualTo("shop");
    assertThat(child.origin().scope()).isEqualTo("tests");
    Event log = of(store, Event.class).getFirst();
    assertThat(log.severity()).isEqualTo(13);
    assertThat(log.body()).isEqualTo(Value.of("careful"));
    assertThat(log.span()).isEqualTo(parent.id());
    assertThat(of(store, Sample.class))
        .extracting(Sample::name)
        .contains("orders", "load", "latency");
    assertThat(store.ledger().totals().received()).isEqualTo(store.ledger().totals().stored());
  }

  private static <T> List<T> of(FakeLiveStore store, Class<T> type) {
    return store.records().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static void use(Exporters exporters) {
    Resource resource =
        Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "shop"));
    try (OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setResource(resource)
                    .addSpanProcessor(BatchSpanProcessor.builder(exporters.spans()).build())
                    .build())
            .setLoggerProvider(
                SdkLoggerProvider.builder()
                    .setResource(resource)
                    .addLogRecordProcessor(SimpleLogRecordProcessor.create(exporters.logs()))
                    .build())
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .setResource(resource)
                    .registerMetricReader(
                        PeriodicMetricReader.builder(exporters.metrics())
                            .setInterval(Duration.ofHours(1))
                            .build())
                    .build())
            .build()) {
      spans(sdk);
      sdk.getMeter("tests").counterBuilder("orders").build().add(3);
      sdk.getMeter("tests").gaugeBuilder("load").build().set(0.5);
      sdk.getMeter("tests").histogramBuilder("latency").build().record(0.25);
      assertThat(sdk.getSdkTracerProvider().forceFlush().join(30, TimeUnit.SECONDS).isSuccess())
          .isTrue();
      assertThat(sdk.getSdkLoggerProvider().forceFlush().join(30, TimeUnit.SECONDS).isSuccess())
          .isTrue();
      assertThat(sdk.getSdkMeterProvider().forceFlush().join(30, TimeUnit.SECONDS).isSuccess())
          .isTrue();
    }
  }

  private static void spans(OpenTelemetrySdk sdk) {
    Instant start = Instant.ofEpochSecond(1_790_000_000L);
    io.opentelemetry.api.trace.Span parent =
        sdk.getTracer("tests").spanBuilder("parent").setStartTimestamp(start).startSpan();
    try (var scope = parent.makeCurrent()) {
      assertThat(scope).isNotNull();
      sdk.getSdkLoggerProvider()
          .get("tests")
          .logRecordBuilder()
          .setSeverity(Severity.WARN)
          .setBody("careful")
          .emit();
      io.opentelemetry.api.trace.Span child =
          sdk.getTracer("tests")
              .spanBuilder("child")
              .setSpanKind(SpanKind.CLIENT)
              .setStartTimestamp(start.plusNanos(1))
              .setAttribute("text", "tëxt")
              .setAttribute("whole", Long.MAX_VALUE)
              .setAttribute("real", 0.1)
              .setAttribute("truth", true)
              .setAttribute(AttributeKey.stringArrayKey("texts"), List.of("a", "b"))
              .setAttribute("password", "hunter2")
              .addLink(parent.getSpanContext())
              .startSpan();
      child.addEvent("moment", start.plusNanos(5));
      child.recordException(new IllegalStateException("bad"));
      child.setStatus(StatusCode.ERROR, "it broke");
      child.end(start.plusMillis(500));
    }
    parent.end(start.plusSeconds(1));
  }
}
