package dev.sonde.app;

import dev.sonde.model.AttributesJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes captures in OTLP's lines, one record a line, of which a test knows the truth. */
final class Telling {

  /** When everything begins, in nanoseconds since the epoch. */
  static final long START = 1_790_000_000_000_000_000L;

  private final List<String> lines = new ArrayList<>();

  /** Attributes out of keys and values by turns; numbers are numbers. */
  static Map<String, Object> said(Object... pairs) {
    Map<String, Object> said = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i + 1] != null) {
        said.put((String) pairs[i], pairs[i + 1]);
      }
    }
    return said;
  }

  /** An event at so many nanoseconds after the start. */
  Telling event(Map<String, Object> resource, long at, String name, Map<String, Object> own) {
    lines.add(
        """
        {"resourceLogs":[{"resource":{"attributes":%s},"scopeLogs":[{"logRecords":[\
        {"timeUnixNano":"%d","eventName":%s,"attributes":%s}]}]}]}\
        """
            .formatted(attributes(resource), START + at, quoted(name), attributes(own)));
    return this;
  }

  /**
   * A span in trace 1.
   *
   * @param parent 0 for none
   * @param end negative while open
   */
  Telling span(
      Map<String, Object> resource,
      long id,
      long parent,
      String name,
      long start,
      long end,
      Map<String, Object> own) {
    lines.add(
        """
        {"resourceSpans":[{"resource":{"attributes":%s},"scopeSpans":[{"spans":[\
        {"traceId":"0af7651916cd43dd0000000000000001","spanId":"%016x","parentSpanId":"%s","name":%s,\
        "startTimeUnixNano":"%d"%s,"attributes":%s}]}]}]}\
        """
            .formatted(
                attributes(resource),
                id,
                parent == 0 ? "" : "%016x".formatted(parent),
                quoted(name),
                START + start,
                end < 0 ? "" : ",\"endTimeUnixNano\":\"" + (START + end) + "\"",
                attributes(own)));
    return this;
  }

  Telling shuffled(Random random) {
    Collections.shuffle(lines, random);
    return this;
  }

  Path to(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String attributes(Map<String, Object> said) {
    StringBuilder json = new StringBuilder("[");
    said.forEach((key, value) -> {
      json.append(json.length() > 1 ? "," : "").append("{\"key\":").append(quoted(key));
      json.append(",\"value\":{");
      json.append(
          value instanceof Long || value instanceof Integer
              ? "\"intValue\":\"" + value + "\""
              : "\"stringValue\":" + quoted(String.valueOf(value)));
      json.append("}}");
    });
    return json.append("]").toString();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder();
    AttributesJson.quote(text, json);
    return json.toString();
  }
}
