package dev.sonde.ingest.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads spans. */
final class JsonSpans {

  private static final Map<String, Long> KINDS =
      Map.of(
          "SPAN_KIND_UNSPECIFIED", 0L,
          "SPAN_KIND_INTERNAL", 1L,
          "SPAN_KIND_SERVER", 2L,
          "SPAN_KIND_CLIENT", 3L,
          "SPAN_KIND_PRODUCER", 4L,
          "SPAN_KIND_CONSUMER", 5L);

  private static final Map<String, Long> STATUSES =
      Map.of("STATUS_CODE_UNSET", 0L, "STATUS_CODE_OK", 1L, "STATUS_CODE_ERROR", 2L);

  private final JsonCursor cursor;
  private final JsonValues values;
  private final Output out;
  private final Names names = new Names();
  private final SpanDraft draft = new SpanDraft();

  JsonSpans(JsonCursor cursor, JsonValues values, Output out) {
    this.cursor = cursor;
    this.values = values;
    this.out = out;
  }

  @Nullable Span read() throws IOException {
    draft.clear();
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      field(name);
    }
    return draft.build(Origin.UNKNOWN, out);
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "traceId", "trace_id" -> {
        cursor.id(name, 16);
        draft.traceHigh = cursor.idHigh;
        draft.traceLow = cursor.idLow;
      }
      case "spanId", "span_id" -> draft.span = spanId(name);
      case "parentSpanId", "parent_span_id" -> draft.parent = spanId(name);
      case "name" -> draft.name = names.of(cursor.text(name));
      case "kind" -> draft.kind = cursor.choice(name, KINDS);
      case "startTimeUnixNano", "start_time_unix_nano" -> draft.startNanos = cursor.integer(name);
      case "endTimeUnixNano", "end_time_unix_nano" -> draft.endNanos = cursor.integer(name);
      case "attributes" -> values.attributes(name, draft.attributes);
      case "events" -> moments(name);
      case "links" -> links(name);
      case "status" -> status(name);
      case "traceState", "trace_state" -> draft.traceState = cursor.text(name);
      case "flags" -> draft.flags = cursor.integer(name);
      case "droppedAttributesCount", "dropped_attributes_count" ->
          draft.droppedAttributes = cursor.integer(name);
      case "droppedEventsCount", "dropped_events_count" ->
          draft.droppedEvents = cursor.integer(name);
      case "droppedLinksCount", "dropped_links_count" -> draft.droppedLinks = cursor.integer(name);
      default -> cursor.skip();
    }
  }

  private long spanId(String field) throws IOException {
    cursor.id(field, 8);
    return cursor.idLow;
  }

  private void status(String field) throws IOException {
    if (!cursor.isObject(field)) {
      return;
    }
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "code" -> draft.status = cursor.choice(name, STATUSES);
        case "message" -> draft.statusMessage = cursor.text(name);
        default -> cursor.skip();
      }
    }
  }

  private void moments(String field) throws IOException {
    if (cursor.isArray(field)) {
      while (cursor.nextObject(field)) {
        moment();
      }
    }
  }

  private void moment() throws IOException {
    long time = 0;
    String said = "";
    Attributes attributes = Attributes.EMPTY;
    long dropped = 0;
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "timeUnixNano", "time_unix_nano" -> time = cursor.integer(name);
        case "name" -> said = names.of(cursor.text(name));
        case "attributes" -> attributes = values.attributes(name);
        case "droppedAttributesCount", "dropped_attributes_count" -> dropped = cursor.integer(name);
        default -> cursor.skip();
      }
    }
    draft.addMoment(time, said, attributes, dropped);
  }

  private void links(String field) throws IOException {
    if (cursor.isArray(field)) {
      while (cursor.nextObject(field)) {
        link();
      }
    }
  }

  private void link() throws IOException {
    long high = 0;
    long low = 0;
    long span = 0;
    String traceState = "";
    Attributes attributes = Attributes.EMPTY;
    long dropped = 0;
    long flags = 0;
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "traceId", "trace_id" -> {
          cursor.id(name, 16);
          high = cursor.idHigh;
          low = cursor.idLow;
        }
        case "spanId", "span_id" -> span = spanId(name);
        case "traceState", "trace_state" -> traceState = cursor.text(name);
        case "attributes" -> attributes = values.attributes(name);
        case "droppedAttributesCount", "dropped_attributes_count" -> dropped = cursor.integer(name);
        case "flags" -> flags = cursor.integer(name);
        default -> cursor.skip();
      }
    }
    draft.links.add(SpanDraft.link(high, low, span, attributes, traceState, flags, dropped));
  }
}
