package dev.sonde.model.otlp;

import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Writes wide events as OTLP JSON lines: of each batch one request for its spans, one for its events and
 * one for its samples, each grouped by origin. Read back they are equal, in the order of this grouping,
 * but for what OTLP cannot say:
 *
 * <ul>
 *   <li>details under names that are not OTLP's are left out;
 *   <li>a record without a time, with one before 1970, or with an end before its start is refused by
 *       readers, and an end of 0 means open;
 *   <li>an event without a name gets that of its attribute {@code event.name}, if it has one;
 *   <li>a distribution without a count has the count 0.
 * </ul>
 */
public final class OtlpJsonWriter {

  private static final List<String> SPAN_DETAIL =
      List.of(
          "traceState",
          "flags",
          "droppedAttributesCount",
          "droppedEventsCount",
          "droppedLinksCount");
  private static final List<String> EVENT_DETAIL =
      List.of("observedTimeUnixNano", "severityText", "flags", "droppedAttributesCount");
  private static final List<String> MOMENT_DETAIL = List.of("droppedAttributesCount");
  private static final List<String> LINK_DETAIL =
      List.of("traceState", "flags", "droppedAttributesCount");

  private OtlpJsonWriter() {}

  /** Appends up to three lines, each ended by a newline; none where there are no records. */
  public static void write(List<? extends WideEvent> records, StringBuilder json) {
    List<Span> spans = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    for (WideEvent record : records) {
      if (record instanceof Span span) {
        spans.add(span);
      } else if (record instanceof Event event) {
        events.add(event);
      } else if (record instanceof Sample sample) {
        samples.add(sample);
      }
    }
    request(spans, "Spans", "spans", json, (list, out) -> each(list, out, OtlpJsonWriter::span));
    request(
        events, "Logs", "logRecords", json, (list, out) -> each(list, out, OtlpJsonWriter::event));
    request(samples, "Metrics", "metrics", json, MetricsJson::write);
  }

  private static <T extends WideEvent> void request(
      List<T> records,
      String signal,
      String field,
      StringBuilder json,
      BiConsumer<List<T>, StringBuilder> writer) {
    if (records.isEmpty()) {
      return;
    }
    Map<Origin, List<T>> byOrigin = new LinkedHashMap<>();
    for (T record : records) {
      byOrigin.computeIfAbsent(record.origin(), origin -> new ArrayList<>()).add(record);
    }
    json.append("{\"resource").append(signal).append("\":[");
    String comma = "";
    for (Map.Entry<Origin, List<T>> entry : byOrigin.entrySet()) {
      json.append(comma);
      comma = ",";
      OriginJson.open(entry.getKey(), signal, json);
      json.append(",\"").append(field).append("\":[");
      writer.accept(entry.getValue(), json);
      json.append("]}]");
      OriginJson.close(entry.getKey(), json);
    }
    json.append("]}\n");
  }

  private static <T> void each(
      List<T> values, StringBuilder json, BiConsumer<T, JsonObject> writer) {
    for (int i = 0; i < values.size(); i++) {
      json.append(i > 0 ? "," : "");
      JsonObject object = new JsonObject(json);
      writer.accept(values.get(i), object);
      object.end();
    }
  }

  private static void span(Span span, JsonObject json) {
    ids(span.id(), json);
    if (span.parent() != 0) {
      json.text("parentSpanId", SpanId.spanHex(span.parent()));
    }
    json.text("name", span.name());
    Value kind = span.detail().get("kind");
    if (kind != null) {
      json.plain("kind", kind);
    } else if (span.kind() != Span.Kind.UNSPECIFIED) {
      json.raw("kind").append(number(span.kind()));
    }
    json.time("startTimeUnixNano", span.startNanos());
    if (!span.isOpen()) {
      json.time("endTimeUnixNano", span.endNanos());
    }
    json.attributes("attributes", span.attributes());
    if (!span.moments().isEmpty()) {
      each(span.moments(), json.raw("events").append('['), OtlpJsonWriter::moment);
      json.close(']');
    }
    if (!span.links().isEmpty()) {
      each(span.links(), json.raw("links").append('['), OtlpJsonWriter::link);
      json.close(']');
    }
    status(span, json);
    json.details(span.detail(), SPAN_DETAIL);
  }

  private static void status(Span span, JsonObject json) {
    Value unknown = span.detail().get("status.code");
    if (span.status() == Span.Status.UNSET && span.statusMessage().isEmpty() && unknown == null) {
      return;
    }
    JsonObject status = new JsonObject(json.raw("status"));
    if (!span.statusMessage().isEmpty()) {
      status.text("message", span.statusMessage());
    }
    if (unknown != null) {
      status.plain("code", unknown);
    } else {
      status.raw("code").append(number(span.status()));
    }
    status.end();
  }

  private static int number(Span.Kind kind) {
    return switch (kind) {
      case UNSPECIFIED -> 0;
      case INTERNAL -> 1;
      case SERVER -> 2;
      case CLIENT -> 3;
      case PRODUCER -> 4;
      case CONSUMER -> 5;
    };
  }

  private static int number(Span.Status status) {
    return switch (status) {
      case UNSET -> 0;
      case OK -> 1;
      case ERROR -> 2;
    };
  }

  private static void moment(Span.Moment moment, JsonObject json) {
    json.time("timeUnixNano", moment.timeNanos());
    json.text("name", moment.name());
    json.attributes("attributes", moment.attributes());
    json.details(moment.detail(), MOMENT_DETAIL);
  }

  private static void link(Span.Link link, JsonObject json) {
    ids(link.to(), json);
    json.attributes("attributes", link.attributes());
    json.details(link.detail(), LINK_DETAIL);
  }

  private static void event(Event event, JsonObject json) {
    json.time("timeUnixNano", event.timeNanos());
    if (event.severity() != 0) {
      json.raw("severityNumber").append(event.severity());
    }
    if (!event.name().isEmpty()) {
      json.text("eventName", event.name());
    }
    Value body = event.body();
    if (body != null) {
      ValueJson.write(body, json.raw("body"));
    }
    json.attributes("attributes", event.attributes());
    ids(event.span(), json);
    json.details(event.detail(), EVENT_DETAIL);
  }

  private static void ids(SpanId id, JsonObject json) {
    if (id.hasTrace()) {
      json.text("traceId", id.traceHex());
    }
    if (id.hasSpan()) {
      json.text("spanId", id.spanHex());
    }
  }
}
