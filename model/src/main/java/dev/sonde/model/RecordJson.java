package dev.sonde.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record as one line of JSON, the form of Sonde's own streams (docs/formats/sonde-stream.md). What
 * is written reads back equal; absent parts are left out. Values are as in {@link AttributesJson}.
 */
public final class RecordJson {

  private RecordJson() {}

  /** Appends the record, without a line break; there is none within it either. */
  public static void write(WideEvent record, StringBuilder json) {
    int begin = json.length();
    if (record instanceof Span span) {
      text("kind", "span", json);
      text("name", span.name(), json);
      id(span.id(), json);
      hex("parent_id", span.parent(), json);
      word("span_kind", span.kind(), Span.Kind.UNSPECIFIED, json);
      nanos("start_ns", span.startNanos(), json);
      if (!span.isOpen()) {
        nanos("end_ns", span.endNanos(), json);
      }
      word("status", span.status(), Span.Status.UNSET, json);
      optional("message", span.statusMessage(), json);
    } else if (record instanceof Event event) {
      text("kind", "event", json);
      optional("name", event.name(), json);
      id(event.span(), json);
      nanos("time_ns", event.timeNanos(), json);
      if (event.severity() != 0) {
        field("severity", json).append(event.severity());
      }
      Value body = event.body();
      if (body != null) {
        AttributesJson.write(body, field("body", json));
      }
    } else if (record instanceof Sample sample) {
      text("kind", "sample", json);
      text("name", sample.name(), json);
      nanos("time_ns", sample.timeNanos(), json);
      optional("unit", sample.unit(), json);
      word("shape", sample.shape(), Sample.Shape.GAUGE, json);
      AttributesJson.write(Value.of(sample.value()), field("value", json));
    }
    shared(record, json);
    if (record instanceof Span span) {
      moments(span.moments(), json);
      links(span.links(), json);
    }
    json.setCharAt(begin, '{');
    json.append('}');
  }

  public static String write(WideEvent record) {
    StringBuilder json = new StringBuilder(256);
    write(record, json);
    return json.toString();
  }

  private static void shared(WideEvent record, StringBuilder json) {
    Origin origin = record.origin();
    attributes("resource", origin.resource(), json);
    optional("scope", origin.scope(), json);
    attributes("origin_detail", origin.detail(), json);
    attributes("attributes", record.attributes(), json);
    attributes("detail", record.detail(), json);
  }

  private static void moments(List<Span.Moment> moments, StringBuilder json) {
    if (moments.isEmpty()) {
      return;
    }
    field("moments", json).append('[');
    for (int i = 0; i < moments.size(); i++) {
      Span.Moment moment = moments.get(i);
      json.append(i > 0 ? "," : "");
      int begin = json.length();
      nanos("time_ns", moment.timeNanos(), json);
      text("name", moment.name(), json);
      attributes("attributes", moment.attributes(), json);
      attributes("detail", moment.detail(), json);
      json.setCharAt(begin, '{');
      json.append('}');
    }
    json.append(']');
  }

  private static void links(List<Span.Link> links, StringBuilder json) {
    if (links.isEmpty()) {
      return;
    }
    field("links", json).append('[');
    for (int i = 0; i < links.size(); i++) {
      Span.Link link = links.get(i);
      json.append(i > 0 ? "," : "");
      int begin = json.length();
      id(link.to(), json);
      attributes("attributes", link.attributes(), json);
      attributes("detail", link.detail(), json);
      if (json.length() == begin) {
        json.append('{');
      }
      json.setCharAt(begin, '{');
      json.append('}');
    }
    json.append(']');
  }

  private static StringBuilder field(String name, StringBuilder json) {
    return json.append(",\"").append(name).append("\":");
  }

  private static void text(String name, String value, StringBuilder json) {
    AttributesJson.quote(value, field(name, json));
  }

  private static void optional(String name, String value, StringBuilder json) {
    if (!value.isEmpty()) {
      text(name, value, json);
    }
  }

  private static void nanos(String name, long value, StringBuilder json) {
    field(name, json).append('"').append(value).append('"');
  }

  private static void hex(String name, long value, StringBuilder json) {
    if (value != 0) {
      field(name, json).append('"').append(SpanId.spanHex(value)).append('"');
    }
  }

  private static void id(SpanId id, StringBuilder json) {
    if (id.hasTrace()) {
      field("trace_id", json).append('"').append(id.traceHex()).append('"');
    }
    hex("span_id", id.span(), json);
  }

  private static void word(String name, Enum<?> value, Enum<?> usual, StringBuilder json) {
    if (value != usual) {
      text(name, value.name().toLowerCase(Locale.ROOT), json);
    }
  }

  private static void attributes(String name, Attributes value, StringBuilder json) {
    if (!value.isEmpty()) {
      AttributesJson.write(value, field(name, json));
    }
  }

  /**
   * Reads one record.
   *
   * @throws JsonFormatException where the line is none
   */
  public static WideEvent read(String line) {
    return new Reader().read(line);
  }

  /** Reads many records; those with equal origins share one. Not safe for several threads. */
  public static final class Reader {

    private static final int MOST_ORIGINS = 10_000;

    private final Map<Origin, Origin> origins = new HashMap<>();

    /**
     * Reads one record. Fields that this version does not know become attributes under their own names.
     *
     * @throws JsonFormatException where the line is none
     */
    public WideEvent read(String line) {
      JsonReader json = new JsonReader(line);
      Draft draft = new Draft();
      draft.read(json);
      json.end();
      return draft.record(this::shared);
    }

    private Origin shared(Origin origin) {
      if (origins.size() >= MOST_ORIGINS) {
        origins.clear();
      }
      Origin known = origins.putIfAbsent(origin, origin);
      return known == null ? origin : known;
    }
  }

  /** The parts of a record as they come. */
  private static final class Draft {
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Attributes> maps = new HashMap<>();
    private final Attributes.Builder others = Attributes.builder();
    private final List<Draft> moments = new ArrayList<>();
    private final List<Draft> links = new ArrayList<>();
    private @Nullable Value body;
    private double value = Double.NaN;
    private int severity;

    void read(JsonReader json) {
      json.open('{');
      for (boolean first = true; json.next(first, '}'); first = false) {
        field(json.key(), json);
      }
    }

    private void field(String key, JsonReader json) {
      switch (key) {
        case "kind",
            "name",
            "trace_id",
            "span_id",
            "parent_id",
            "span_kind",
            "start_ns",
            "end_ns",
            "time_ns",
            "status",
            "message",
            "unit",
            "shape",
            "scope" ->
            texts.put(key, string(key, json));
        case "resource", "origin_detail", "attributes", "detail" ->
            maps.put(key, json.attributes());
        case "moments" -> list(moments, json);
        case "links" -> list(links, json);
        case "body" -> body = json.value();
        case "value" -> value = number(key, json);
        case "severity" -> severity = (int) number(key, json);
        default -> others.put(key, json.value());
      }
    }

    private static String string(String key, JsonReader json) {
      Value value = json.value();
      if (value instanceof Value.Text text) {
        return text.value();
      } else if (value instanceof Value.Int integer) {
        return Long.toString(integer.value());
      }
      throw json.failure("expected a string for " + key + " before here");
    }

    private static double number(String key, JsonReader json) {
      Value value = json.value();
      if (value instanceof Value.Real real) {
        return real.value();
      } else if (value instanceof Value.Int integer) {
        return integer.value();
      }
      throw json.failure("expected a number for " + key + " before here");
    }

    private static void list(List<Draft> drafts, JsonReader json) {
      json.open('[');
      for (boolean first = true; json.next(first, ']'); first = false) {
        Draft draft = new Draft();
        draft.read(json);
        drafts.add(draft);
      }
    }

    WideEvent record(java.util.function.UnaryOperator<Origin> shared) {
      Origin said = new Origin(map("resource"), text("scope"), map("origin_detail"));
      Origin origin = shared.apply(said);
      return switch (text("kind")) {
        case "span" -> span(origin);
        case "event" -> event(origin);
        case "sample" -> sample(origin);
        default ->
            throw new JsonFormatException(
                "expected kind span, event or sample, found \"" + text("kind") + "\"");
      };
    }

    private Event event(Origin origin) {
      long time = nanos("time_ns");
      return new Event(origin, time, text("name"), severity, body, id(), all(), map("detail"));
    }

    private Sample sample(Origin origin) {
      return new Sample(
          origin,
          nanos("time_ns"),
          text("name"),
          text("unit"),
          word(Sample.Shape.values(), "shape"),
          value,
          all(),
          map("detail"));
    }

    private Span span(Origin origin) {
      return new Span(
          origin,
          id(),
          hex("parent_id", 0, 16),
          text("name"),
          word(Span.Kind.values(), "span_kind"),
          nanos("start_ns"),
          texts.containsKey("end_ns") ? nanos("end_ns") : Span.OPEN,
          word(Span.Status.values(), "status"),
          text("message"),
          all(),
          moments.stream().map(Draft::moment).toList(),
          links.stream().map(d -> new Span.Link(d.id(), d.all(), d.map("detail"))).toList(),
          map("detail"));
    }

    private Span.Moment moment() {
      return new Span.Moment(nanos("time_ns"), text("name"), all(), map("detail"));
    }

    private Attributes all() {
      return others.isEmpty()
          ? map("attributes")
          : Attributes.builder().putAll(map("attributes")).putAll(others.build()).build();
    }

    private Attributes map(String key) {
      return maps.getOrDefault(key, Attributes.EMPTY);
    }

    private String text(String key) {
      return texts.getOrDefault(key, "");
    }

    private long nanos(String key) {
      try {
        return Long.parseLong(text(key));
      } catch (NumberFormatException e) {
        throw new JsonFormatException(
            "expected " + key + " in nanoseconds, found \"" + text(key) + "\"");
      }
    }

    private SpanId id() {
      boolean trace = texts.containsKey("trace_id");
      if (!trace && !texts.containsKey("span_id")) {
        return SpanId.NONE;
      }
      return new SpanId(
          hex("trace_id", 0, 16), trace ? hex("trace_id", 16, 32) : 0, hex("span_id", 0, 16));
    }

    private long hex(String key, int from, int to) {
      String digits = texts.get(key);
      if (digits == null) {
        return 0;
      }
      try {
        if (digits.length() == (key.equals("trace_id") ? 32 : 16)) {
          return Long.parseUnsignedLong(digits, from, to, 16);
        }
      } catch (NumberFormatException e) {
        // Told below, as is a wrong length.
      }
      throw new JsonFormatException("expected hexadecimal " + key + ", found \"" + digits + "\"");
    }

    private <E extends Enum<E>> E word(E[] words, String key) {
      String said = text(key);
      if (said.isEmpty()) {
        return words[0];
      }
      return Arrays.stream(words)
          .filter(w -> w.name().toLowerCase(Locale.ROOT).equals(said))
          .findFirst()
          .orElseThrow(() -> new JsonFormatException("unknown " + key + " \"" + said + "\""));
    }
  }
}
