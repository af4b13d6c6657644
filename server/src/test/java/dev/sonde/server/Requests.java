package dev.sonde.server;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Bodies of OTLP requests. */
public final class Requests {

  public static final long TIME = 1_790_000_000_000_000_000L;

  private Requests() {}

  /** So many spans, each another; the last ones have no time, so that nobody can place them. */
  public static byte[] spans(int seed, int count, int timeless) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < count; i++) {
      boolean timed = i < count - timeless;
      scope.addSpans(
          Span.newBuilder()
              .setTraceId(ByteString.copyFrom(id(16, seed, i)))
              .setSpanId(ByteString.copyFrom(id(8, seed, i)))
              .setName("span " + i)
              .setStartTimeUnixNano(timed ? TIME + i : 0)
              .setEndTimeUnixNano(timed ? TIME + i + 1_000 : 0));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build()
        .toByteArray();
  }

  public static byte[] spans(int seed, int count) {
    return spans(seed, count, 0);
  }

  public static byte[] logs(int count) {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (int i = 0; i < count; i++) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setTimeUnixNano(TIME + i)
              .setBody(AnyValue.newBuilder().setStringValue("line " + i)));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
        .build()
        .toByteArray();
  }

  public static byte[] points(int count) {
    Gauge.Builder gauge = Gauge.newBuilder();
    for (int i = 0; i < count; i++) {
      gauge.addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(TIME + i).setAsInt(i));
    }
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(Metric.newBuilder().setName("m").setGauge(gauge))))
        .build()
        .toByteArray();
  }

  /** Spans as JSON, with ids in capitals. */
  public static String json(int count, int timeless) {
    StringBuilder json = new StringBuilder("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[");
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"EEE19B7EC3C1B1")
          .append(String.format("%02X", i))
          .append("\",\"name\":\"s\",\"unknown\":{\"x\":[1]},\"kind\":2,\"startTimeUnixNano\":\"")
          .append(i < count - timeless ? TIME : 0)
          .append("\",\"endTimeUnixNano\":")
          .append(i < count - timeless ? TIME + 1 : 0)
          .append('}');
    }
    return json.append("]}]}]}").toString();
  }

  private static byte[] id(int length, int seed, int number) {
    return ByteBuffer.allocate(length).putInt(seed + 1).putInt(length - 4, number + 1).array();
  }

  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  public static byte[] zstd(byte[] bytes) {
    return Zstd.compress(bytes);
  }
}
