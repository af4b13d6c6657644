package dev.sonde.engine.record;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Spans as Frisky writes them: objects of one array. What Frisky has no word for (kind, moments, links,
 * other attributes of the resource) stands beside its fields or is left out; what came from Frisky is
 * read again as it was.
 */
public final class FriskyJson {

  /** Frisky's own fields; an attribute of such a name has to stand apart. */
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "worker",
          "start_ns",
          "end_ns",
          "duration_ns",
          "count",
          "span_id",
          "trace_id",
          "parent_id",
          "parent_span_id",
          "keys",
          "key",
          "error",
          "attributes",
          "metadata",
          "args",
          "attrs",
          "fields",
          "tags",
          "details");

  private static final Set<String> KEYS =
      Set.of(
          Keys.TASK_KEY,
          Keys.TRANSFER_KEY,
          Keys.TRANSFER_KEYS,
          Keys.SPILL_KEY,
          Keys.FRISKY_KEY,
          Keys.FRISKY_KEYS);

  private static final Set<String> PARTIES = Set.of("scheduler", "client", "driver");

  private FriskyJson() {}

  /** Appends a span, without a line break. */
  public static void write(Span span, StringBuilder json) {
    json.append("{\"name\": ");
    AttributesJson.quote(span.name(), json);
    json.append(", \"worker\": ");
    AttributesJson.quote(worker(span.origin().resource()), json);
    ids(span, json);
    json.append(", \"start_ns\": ").append(span.startNanos());
    json.append(", \"end_ns\": ").append(span.isOpen() ? "null" : span.endNanos());
    json.append(", \"duration_ns\": ");
    json.append(span.isOpen() ? "null" : span.endNanos() - span.startNanos());
    Attributes attributes = span.attributes();
    Value keys = keys(attributes);
    json.append(", \"keys\": ");
    value(keys, json);
    json.append(", \"count\": ");
    value(attributes.get(Keys.COUNT) instanceof Value.Int count ? count : null, json);
    if (span.status() == Span.Status.ERROR) {
      json.append(", \"error\": ");
      AttributesJson.quote(error(span), json);
    }
    others(span, keys, json);
    json.append('}');
  }

  private static void ids(Span span, StringBuilder json) {
    SpanId id = span.id();
    boolean small = id.traceHigh() == 0;
    json.append(", \"span_id\": ");
    number(id.span(), small, json);
    json.append(", \"trace_id\": ");
    if (small) {
      number(id.traceLow(), true, json);
    } else {
      json.append('"').append(id.traceHex()).append('"');
    }
    if (span.parent() != 0) {
      json.append(", \"parent_id\": ");
      number(span.parent(), small, json);
    }
  }

  private static void number(long id, boolean small, StringBuilder json) {
    if (small) {
      json.append(Long.toUnsignedString(id));
    } else {
      json.append('"').append(SpanId.spanHex(id)).append('"');
    }
  }

  private static String worker(Attributes resource) {
    String worker = resource.text(Keys.WORKER_ID);
    String said = worker == null ? resource.text(Keys.SERVICE_INSTANCE_ID) : worker;
    if (said != null) {
      return said;
    }
    String service = resource.text(Keys.SERVICE_NAME);
    return service != null && PARTIES.contains(service) ? service : "";
  }

  /** The keys that a span is about, null where there are none. */
  private static @Nullable Value keys(Attributes attributes) {
    for (String list : List.of(Keys.FRISKY_KEYS, Keys.TRANSFER_KEYS)) {
      if (attributes.get(list) instanceof Value.Array array) {
        return array;
      }
    }
    for (String one : List.of(Keys.TRANSFER_KEY, Keys.SPILL_KEY, Keys.FRISKY_KEY, Keys.TASK_KEY)) {
      if (attributes.get(one) instanceof Value.Text text) {
        return new Value.Array(List.of(text));
      }
    }
    return null;
  }

  private static String error(Span span) {
    String type = span.attributes().text("error.type");
    return !span.statusMessage().isEmpty() ? span.statusMessage() : type == null ? "error" : type;
  }

  private static void others(Span span, @Nullable Value keys, StringBuilder json) {
    boolean own = isFrisky(span.name());
    Attributes.Builder apart = Attributes.builder();
    span.attributes()
        .forEach((key, value) -> {
          boolean field = key.equals(Keys.COUNT) && value instanceof Value.Int;
          if (field || (own && KEYS.contains(key) && said(value, keys))) {
            return;
          }
          other(key, value, apart, json);
        });
    span.origin()
        .resource()
        .forEach((key, value) -> {
          if (!key.equals(Keys.WORKER_ID)
              && !key.equals(Keys.SERVICE_NAME)
              && !key.equals(Keys.SERVICE_INSTANCE_ID)
              && !span.attributes().has(key)) {
            other(key, value, apart, json);
          }
        });
    if (!apart.isEmpty()) {
      json.append(", \"attributes\": ");
      AttributesJson.write(apart.build(), json);
    }
  }

  private static void other(String key, Value value, Attributes.Builder apart, StringBuilder json) {
    if (FIELDS.contains(key)) {
      apart.put(key, value);
      return;
    }
    json.append(", ");
    AttributesJson.quote(key, json);
    json.append(": ");
    AttributesJson.write(value, json);
  }

  /** Whether a reader of Frisky's files makes this attribute of the keys. */
  private static boolean said(Value value, @Nullable Value keys) {
    return keys instanceof Value.Array array
        && (value.equals(keys) || array.values().indexOf(value) == 0);
  }

  private static boolean isFrisky(String name) {
    return name.startsWith("worker.")
        || name.startsWith("tcp.")
        || name.startsWith("scheduler.")
        || name.startsWith("spill.")
        || name.startsWith("unspill.")
        || name.startsWith("client.");
  }

  private static void value(@Nullable Value value, StringBuilder json) {
    if (value == null) {
      json.append("null");
    } else {
      AttributesJson.write(value, json);
    }
  }
}
