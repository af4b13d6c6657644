package dev.sonde.ingest.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.ImporterContract;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

class OtlpProtobufContractTest extends ImporterContract {

  static final int RECORDS = 12;

  @Override
  protected Importer importer() {
    return new OtlpProtobufImporter();
  }

  /** As the Collector's file exporter writes it. */
  @Override
  protected byte[] sample() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      for (Message request : requests()) {
        out.writeInt(request.getSerializedSize());
        request.writeTo(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  protected int records() {
    return RECORDS;
  }

  /** A cut between two messages leaves a whole file. */
  @Override
  protected boolean everyCutShows() {
    return false;
  }

  /** Six spans and six log records, one a request. */
  static List<Message> requests() {
    return java.util.stream.IntStream.range(0, RECORDS).mapToObj(i -> request(i)).toList();
  }

  private static Message request(int i) {
    KeyValue key =
        KeyValue.newBuilder()
            .setKey("worker.id")
            .setValue(AnyValue.newBuilder().setStringValue("tcp://10.0.0." + i + ":40001"))
            .build();
    Resource resource = Resource.newBuilder().addAttributes(key).build();
    long time = 1_790_000_000_000_000_000L + i;
    if (i % 2 == 0) {
      Span span =
          Span.newBuilder()
              .setTraceId(
                  ByteString.copyFrom(
                      new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}))
              .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, (byte) (i + 1)}))
              .setName("load")
              .setStartTimeUnixNano(time)
              .setEndTimeUnixNano(time + 7)
              .addAttributes(key)
              .build();
      return ExportTraceServiceRequest.newBuilder()
          .addResourceSpans(
              ResourceSpans.newBuilder()
                  .setResource(resource)
                  .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
          .build();
    }
    LogRecord log =
        LogRecord.newBuilder()
            .setTimeUnixNano(time)
            .setEventName("tick")
            .addAttributes(key)
            .build();
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(resource)
                .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(log)))
        .build();
  }
}
