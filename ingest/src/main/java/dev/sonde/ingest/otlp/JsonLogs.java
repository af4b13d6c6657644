package dev.sonde.ingest.otlp;

import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads log records. */
final class JsonLogs {

  private static final Map<String, Long> SEVERITIES = severities();

  private final JsonCursor cursor;
  private final JsonValues values;
  private final Output out;
  private final Names names = new Names();
  private final LogDraft draft = new LogDraft();

  JsonLogs(JsonCursor cursor, JsonValues values, Output out) {
    this.cursor = cursor;
    this.values = values;
    this.out = out;
  }

  @Nullable Event read() throws IOException {
    draft.clear();
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      field(name);
    }
    return draft.build(Origin.UNKNOWN, out);
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "timeUnixNano", "time_unix_nano" -> draft.timeNanos = cursor.integer(name);
      case "observedTimeUnixNano", "observed_time_unix_nano" ->
          draft.observedNanos = cursor.integer(name);
      case "severityNumber", "severity_number" -> draft.severity = cursor.choice(name, SEVERITIES);
      case "severityText", "severity_text" -> draft.severityText = cursor.text(name);
      case "body" -> draft.body = values.value(name);
      case "eventName", "event_name" -> draft.eventName = names.of(cursor.text(name));
      case "attributes" -> values.attributes(name, draft.attributes);
      case "traceId", "trace_id" -> {
        cursor.id(name, 16);
        draft.traceHigh = cursor.idHigh;
        draft.traceLow = cursor.idLow;
      }
      case "spanId", "span_id" -> {
        cursor.id(name, 8);
        draft.span = cursor.idLow;
      }
      case "flags" -> draft.flags = cursor.integer(name);
      case "droppedAttributesCount", "dropped_attributes_count" ->
          draft.droppedAttributes = cursor.integer(name);
      default -> cursor.skip();
    }
  }

  private static Map<String, Long> severities() {
    Map<String, Long> numbers = new HashMap<>();
    numbers.put("SEVERITY_NUMBER_UNSPECIFIED", 0L);
    long number = 1;
    for (String level : List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")) {
      for (String step : List.of("", "2", "3", "4")) {
        numbers.put("SEVERITY_NUMBER_" + level + step, number++);
      }
    }
    return Map.copyOf(numbers);
  }
}
