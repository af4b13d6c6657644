package dev.sonde.app;

import dev.sonde.model.AttributesJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes spans and events as OTLP lines, one record a line, so that tests know what is in them. */
final class Telemetry {

  static final long START = 1_790_000_000_000_000_000L;

  /** A span; ids are numbers, 0 is none; times in nanoseconds after {@link #START}. */
  record Span(
      String service,
      long trace,
      long id,
      long parent,
      String name,
      long start,
      long end,
      boolean failed,
      Map<String, Object> attributes,
      List<long[]> links) {}

  private final List<String> lines = new ArrayList<>();

  Telemetry span(Span span) {
    StringBuilder json = new StringBuilder();
    json.append("{\"traceId\":\"%032x\",\"spanId\":\"%016x\",".formatted(span.trace, span.id));
    if (span.parent != 0) {
      json.append("\"parentSpanId\":\"%016x\",".formatted(span.parent));
    }
    json.append("\"name\":");
    AttributesJson.quote(span.name, json);
    json.append(
        ",\"startTimeUnixNano\":\"%d\",\"endTimeUnixNano\":\"%d\",\"attributes\":%s"
            .formatted(START + span.start, START + span.end, attributes(span.attributes)));
    if (span.failed) {
      json.append(",\"status\":{\"code\":2}");
    }
    List<String> links =
        span.links.stream()
            .map(to -> "{\"traceId\":\"%032x\",\"spanId\":\"%016x\"}".formatted(to[0], to[1]))
            .toList();
    json.append(",\"links\":[").append(String.join(",", links)).append("]}");
    lines.add(
        "{\"resourceSpans\":[{\"resource\":{\"attributes\":%s},\"scopeSpans\":[{\"spans\":[%s]}]}]}"
            .formatted(attributes(Map.of("service.name", span.service)), json));
    return this;
  }

  /** An event in a span, or in none where that is 0. */
  Telemetry event(
      String service, String name, long at, long trace, long span, Map<String, Object> attributes) {
    String context =
        span == 0 ? "" : ",\"traceId\":\"%032x\",\"spanId\":\"%016x\"".formatted(trace, span);
    lines.add(
        ("{\"resourceLogs\":[{\"resource\":{\"attributes\":%s},\"scopeLogs\":[{\"logRecords\":[{"
                + "\"timeUnixNano\":\"%d\",\"eventName\":\"%s\",\"attributes\":%s%s}]}]}]}")
            .formatted(
                attributes(Map.of("service.name", service)),
                START + at,
                name,
                attributes(attributes),
                context));
    return this;
  }

  private static String attributes(Map<String, Object> attributes) {
    StringBuilder json = new StringBuilder("[");
    attributes.forEach((key, value) -> {
      json.append(json.length() == 1 ? "" : ",").append("{\"key\":");
      AttributesJson.quote(key, json);
      json.append(",\"value\":{");
      switch (value) {
        case Long whole -> json.append("\"intValue\":\"").append(whole).append('"');
        case Double real -> json.append("\"doubleValue\":").append(real);
        default -> {
          json.append("\"stringValue\":");
          AttributesJson.quote(String.valueOf(value), json);
        }
      }
      json.append("}}");
    });
    return json.append(']').toString();
  }

  Path write(Path file) throws IOException {
    return Files.write(file, lines);
  }
}
