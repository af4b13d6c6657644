package dev.sonde.benchmarks;

import com.google.protobuf.ByteString;
import dev.sonde.model.Attributes;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of OTLP protobuf as the Collector's file exporter writes it: a length before each message. */
final class OtlpRequests {

  /** In one message. */
  static final int SPANS = 500;

  private OtlpRequests() {}

  static byte[] of(List<Span> spans) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int from = 0; from < spans.size(); from += SPANS) {
      byte[] message =
          message(spans.subList(from, Math.min(spans.size(), from + SPANS))).toByteArray();
      file.write(ByteBuffer.allocate(4).putInt(message.length).array());
      file.write(message);
    }
    return file.toByteArray();
  }

  /** One request's body. */
  static TracesData message(List<Span> spans) {
    Map<Attributes, ScopeSpans.Builder> byResource = new LinkedHashMap<>();
    for (Span span : spans) {
      byResource
          .computeIfAbsent(span.origin().resource(), _ -> ScopeSpans.newBuilder())
          .addSpans(span(span));
    }
    TracesData.Builder data = TracesData.newBuilder();
    byResource.forEach((resource, group) -> {
      Resource.Builder about = Resource.newBuilder();
      resource.forEach((key, value) -> about.addAttributes(attribute(key, value)));
      data.addResourceSpans(ResourceSpans.newBuilder().setResource(about).addScopeSpans(group));
    });
    return data.build();
  }

  private static io.opentelemetry.proto.trace.v1.Span span(Span span) {
    var proto =
        io.opentelemetry.proto.trace.v1.Span.newBuilder()
            .setTraceId(id(span.id().traceHigh(), span.id().traceLow()))
            .setSpanId(id(span.id().span()))
            .setName(span.name())
            .setKind(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_INTERNAL)
            .setStartTimeUnixNano(span.startNanos())
            .setEndTimeUnixNano(span.endNanos());
    if (span.parent() != 0) {
      proto.setParentSpanId(id(span.parent()));
    }
    if (span.status() == Span.Status.ERROR) {
      proto.getStatusBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR);
    }
    span.attributes().forEach((key, value) -> proto.addAttributes(attribute(key, value)));
    return proto.build();
  }

  private static KeyValue attribute(String key, Value value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    switch (value) {
      case Value.Text text -> any.setStringValue(text.value());
      case Value.Int whole -> any.setIntValue(whole.value());
      case Value.Real real -> any.setDoubleValue(real.value());
      case Value.Bool bool -> any.setBoolValue(bool.value());
      case Value.Bytes _, Value.Array _, Value.Map _, Value.Empty _ ->
          throw new IllegalArgumentException(key + " is nested; the generator makes no such value");
    }
    return KeyValue.newBuilder().setKey(key).setValue(any).build();
  }

  private static ByteString id(long... parts) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * parts.length);
    for (long part : parts) {
      bytes.putLong(part);
    }
    return ByteString.copyFrom(bytes.flip());
  }
}
