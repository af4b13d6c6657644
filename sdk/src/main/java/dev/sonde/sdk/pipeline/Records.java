package dev.sonde.sdk.pipeline;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes wide events of what OpenTelemetry's SDK recorded. For one thread. */
final class Records {

  private record Maker(Resource resource, String scope) {}

  private final Map<Maker, Origin> origins = new HashMap<>();
  private @Nullable Resource lastResource;
  private @Nullable InstrumentationScopeInfo lastScope;
  private Origin lastOrigin = Origin.UNKNOWN;

  Span span(SpanData data) {
    SpanContext parent = data.getParentSpanContext();
    return new Span(
        origin(data.getResource(), data.getInstrumentationScopeInfo()),
        id(data.getSpanContext()),
        parent.isValid() ? hex(parent.getSpanId(), 0) : 0,
        data.getName(),
        kind(data.getKind()),
        data.getStartEpochNanos(),
        data.hasEnded() ? data.getEndEpochNanos() : Span.OPEN,
        status(data.getStatus().getStatusCode()),
        data.getStatus().getDescription(),
        attributes(data.getAttributes()),
        moments(data.getEvents()),
        links(data.getLinks()),
        detail(data));
  }

  private static Span.Kind kind(SpanKind kind) {
    return switch (kind) {
      case INTERNAL -> Span.Kind.INTERNAL;
      case SERVER -> Span.Kind.SERVER;
      case CLIENT -> Span.Kind.CLIENT;
      case PRODUCER -> Span.Kind.PRODUCER;
      case CONSUMER -> Span.Kind.CONSUMER;
    };
  }

  private static Span.Status status(StatusCode status) {
    return switch (status) {
      case UNSET -> Span.Status.UNSET;
      case OK -> Span.Status.OK;
      case ERROR -> Span.Status.ERROR;
    };
  }

  /** What is there of it; mostly nothing. */
  private static Attributes detail(SpanData data) {
    int attributes = data.getTotalAttributeCount() - data.getAttributes().size();
    int events = data.getTotalRecordedEvents() - data.getEvents().size();
    int links = data.getTotalRecordedLinks() - data.getLinks().size();
    if (attributes + events + links == 0 && data.getSpanContext().getTraceState().isEmpty()) {
      return Attributes.EMPTY;
    }
    Attributes.Builder detail = Attributes.builder();
    traceState(data.getSpanContext(), detail);
    dropped("droppedAttributesCount", attributes, detail);
    dropped("droppedEventsCount", events, detail);
    dropped("droppedLinksCount", links, detail);
    return detail.build();
  }

  Event event(LogRecordData data) {
    long said = data.getTimestampEpochNanos();
    long observed = data.getObservedTimestampEpochNanos();
    String name = data.getEventName();
    io.opentelemetry.api.common.Value<?> body = data.getBodyValue();
    return new Event(
        origin(data.getResource(), data.getInstrumentationScopeInfo()),
        said == 0 ? observed : said,
        name == null ? "" : name,
        data.getSeverity().getSeverityNumber(),
        body == null ? null : value(body),
        id(data.getSpanContext()),
        attributes(data.getAttributes()),
        detail(data));
  }

  private static Attributes detail(LogRecordData data) {
    int attributes = data.getTotalAttributeCount() - data.getAttributes().size();
    String severity = data.getSeverityText();
    if (attributes == 0 && severity == null) {
      return Attributes.EMPTY;
    }
    Attributes.Builder detail = Attributes.builder(2);
    if (severity != null) {
      detail.put("severityText", severity);
    }
    dropped("droppedAttributesCount", attributes, detail);
    return detail.build();
  }

  /** Shared by all records of one resource and scope. */
  @SuppressWarnings("ReferenceEquality") // Hashing a resource takes longer than all else of a span.
  Origin origin(Resource resource, InstrumentationScopeInfo scope) {
    if (resource == lastResource && scope == lastScope) {
      return lastOrigin;
    }
    lastOrigin =
        origins.computeIfAbsent(
            new Maker(resource, scope.getName()),
            maker ->
                new Origin(
                    attributes(maker.resource().getAttributes()), maker.scope(), Attributes.EMPTY));
    lastResource = resource;
    lastScope = scope;
    return lastOrigin;
  }

  private static void traceState(SpanContext context, Attributes.Builder detail) {
    if (context.getTraceState().isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    context
        .getTraceState()
        .forEach((key, value) -> text.append(text.isEmpty() ? "" : ",").append(key + "=" + value));
    detail.put("traceState", text.toString());
  }

  private static void dropped(String key, int count, Attributes.Builder detail) {
    if (count > 0) {
      detail.put(key, count);
    }
  }

  private static List<Span.Moment> moments(List<EventData> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    List<Span.Moment> moments = new ArrayList<>(events.size());
    for (EventData event : events) {
      moments.add(
          new Span.Moment(
              event.getEpochNanos(),
              event.getName(),
              attributes(event.getAttributes()),
              Attributes.EMPTY));
    }
    return moments;
  }

  private static List<Span.Link> links(List<LinkData> links) {
    return links.isEmpty()
        ? List.of()
        : links.stream()
            .map(link ->
                new Span.Link(
                    id(link.getSpanContext()), attributes(link.getAttributes()), Attributes.EMPTY))
            .toList();
  }

  private static SpanId id(SpanContext context) {
    if (!context.isValid()) {
      return SpanId.NONE;
    }
    String trace = context.getTraceId();
    return new SpanId(hex(trace, 0), hex(trace, 16), hex(context.getSpanId(), 0));
  }

  /** Sixteen digits from there. */
  private static long hex(String digits, int from) {
    return Long.parseUnsignedLong(digits, from, from + 16, 16);
  }

  static Attributes attributes(io.opentelemetry.api.common.Attributes said) {
    if (said.isEmpty()) {
      return Attributes.EMPTY;
    }
    Attributes.Builder attributes = Attributes.builder(said.size());
    said.forEach((key, value) -> {
      Value made = value(key, value);
      if (made != null) {
        // OpenTelemetry's have each key once, but for keys of several types.
        attributes.put(key.getKey(), made);
      }
    });
    return attributes.build();
  }

  private static @Nullable Value value(AttributeKey<?> key, Object value) {
    return switch (key.getType()) {
      case STRING -> Value.of((String) value);
      case LONG -> Value.of((long) value);
      case DOUBLE -> Value.of((double) value);
      case BOOLEAN -> Value.of((boolean) value);
      case STRING_ARRAY, LONG_ARRAY, DOUBLE_ARRAY, BOOLEAN_ARRAY -> array((List<?>) value);
      case VALUE -> value((io.opentelemetry.api.common.Value<?>) value);
    };
  }

  private static Value array(List<?> said) {
    List<Value> values = new ArrayList<>(said.size());
    for (Object each : said) {
      if (each instanceof String text) {
        values.add(Value.of(text));
      } else if (each instanceof Long number) {
        values.add(Value.of((long) number));
      } else if (each instanceof Double number) {
        values.add(Value.of((double) number));
      } else if (each instanceof Boolean truth) {
        values.add(Value.of((boolean) truth));
      } else {
        values.add(Value.Empty.INSTANCE);
      }
    }
    return new Value.Array(values);
  }

  @SuppressWarnings("unchecked") // The type that OpenTelemetry documents for each kind.
  private static Value value(io.opentelemetry.api.common.Value<?> value) {
    return switch (value.getType()) {
      case STRING -> Value.of((String) value.getValue());
      case LONG -> Value.of((long) value.getValue());
      case DOUBLE -> Value.of((double) value.getValue());
      case BOOLEAN -> Value.of((boolean) value.getValue());
      case BYTES -> {
        ByteBuffer bytes = ((ByteBuffer) value.getValue()).duplicate();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        yield new Value.Bytes(copy);
      }
      case ARRAY ->
          new Value.Array(
              ((List<io.opentelemetry.api.common.Value<?>>) value.getValue())
                  .stream().map(Records::value).toList());
      case KEY_VALUE_LIST -> {
        Attributes.Builder entries = Attributes.builder();
        for (KeyValue entry : (List<KeyValue>) value.getValue()) {
          entries.put(entry.getKey(), value(entry.getValue()));
        }
        yield new Value.Map(entries.build());
      }
      case EMPTY -> Value.Empty.INSTANCE;
    };
  }
}
