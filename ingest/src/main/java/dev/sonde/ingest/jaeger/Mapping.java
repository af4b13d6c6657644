package dev.sonde.ingest.jaeger;

import dev.sonde.ingest.json.JsonValues;
import dev.sonde.ingest.json.Micros;
import dev.sonde.ingest.json.Nested;
import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From Jaeger's spans to records. */
final class Mapping {

  private static final int REMEMBERED = 50_000;

  /** What errors are called in logs by OpenTracing's convention, and by OpenTelemetry's. */
  private static final Map<String, String> THROWN =
      Map.of(
          "error.kind", Keys.EXCEPTION_TYPE,
          "message", Keys.EXCEPTION_MESSAGE,
          "stack", Keys.EXCEPTION_STACKTRACE);

  private final Map<Value, Origin> inlined = new HashMap<>();
  private final Map<Origin, Map<String, Origin>> scopes = new HashMap<>();

  Span span(JaegerSpan span, Origin origin) {
    Attributes tags = pairs(span.tags);
    long start = span.time == null ? 0 : span.time;
    Long duration = span.duration;
    boolean failed = isError(tags);
    String message = tags.text("otel.status_description");
    References references = References.of(span);
    return new Span(
        scoped(origin, tags),
        span.spanId(),
        references.parent(),
        span.name,
        kind(tags),
        start,
        duration == null ? Span.OPEN : start + duration,
        failed ? Span.Status.ERROR : isOk(tags) ? Span.Status.OK : Span.Status.UNSET,
        message == null ? "" : message,
        attributes(span, tags),
        moments(span.logs),
        references.links(),
        Attributes.EMPTY);
  }

  private static boolean isError(Attributes tags) {
    return "true".equals(tags.text("error")) || "ERROR".equals(tags.text("otel.status_code"));
  }

  private static boolean isOk(Attributes tags) {
    return "OK".equals(tags.text("otel.status_code"));
  }

  private static Span.Kind kind(Attributes tags) {
    return switch (String.valueOf(tags.text("span.kind")).toLowerCase(Locale.ROOT)) {
      case "client" -> Span.Kind.CLIENT;
      case "server" -> Span.Kind.SERVER;
      case "producer" -> Span.Kind.PRODUCER;
      case "consumer" -> Span.Kind.CONSUMER;
      case "internal" -> Span.Kind.INTERNAL;
      default -> Span.Kind.UNSPECIFIED;
    };
  }

  private static Attributes attributes(JaegerSpan span, Attributes tags) {
    Attributes.Builder all = Attributes.builder();
    tags.forEach((key, value) -> {
      boolean told =
          switch (key) {
            case "span.kind" -> kind(tags) != Span.Kind.UNSPECIFIED;
            case "error" -> value instanceof Value.Bool;
            case "otel.status_description" -> true;
            case "otel.status_code" -> isOk(tags) || isError(tags);
            default -> false;
          };
      if (!told) {
        all.put(key, value);
      }
    });
    span.rest.build().forEach((key, value) -> all.put("jaeger." + key, value));
    return all.build();
  }

  private static List<Span.Moment> moments(Value logs) {
    List<Span.Moment> moments = new ArrayList<>();
    if (logs instanceof Value.Array array) {
      for (Value log : array.values()) {
        if (log instanceof Value.Map map) {
          moments.add(moment(map.entries()));
        }
      }
    }
    return moments;
  }

  /** A log is named by its field {@code event}, else by its message. */
  private static Span.Moment moment(Attributes log) {
    String when = log.text("timestamp");
    Long nanos = when == null ? null : Micros.nanos(when);
    Value said = log.get("fields");
    Attributes fields = said == null ? Attributes.EMPTY : pairs(said);
    String event = fields.text("event");
    boolean thrown = "error".equals(event);
    Attributes.Builder rest = Attributes.builder();
    fields.forEach((key, value) -> {
      if (!key.equals("event")) {
        rest.put(thrown ? THROWN.getOrDefault(key, key) : key, value);
      }
    });
    String message = fields.text("message");
    String name = event != null ? event : message != null ? message : "log";
    return new Span.Moment(
        nanos == null ? 0 : nanos, thrown ? "exception" : name, rest.build(), Attributes.EMPTY);
  }

  /** Lists of key, type and value; a plain object of keys and values is taken as well. */
  static Attributes pairs(Value tags) {
    if (tags instanceof Value.Map map) {
      return map.entries();
    }
    Attributes.Builder all = Attributes.builder();
    if (tags instanceof Value.Array array) {
      for (Value tag : array.values()) {
        String key = tag instanceof Value.Map map ? map.entries().text("key") : null;
        if (key != null && tag instanceof Value.Map map) {
          Value value = map.entries().get("value");
          Value typed = typed(map.entries().text("type"), value);
          all.put(key, Nested.asKeyWants(key, typed));
        }
      }
    }
    return all.build();
  }

  /** Numbers beyond 53 bits, and whatever storage made texts of, get their type back. */
  private static Value typed(@Nullable String type, @Nullable Value value) {
    if (value == null) {
      return Value.Empty.INSTANCE;
    } else if (type == null) {
      return value;
    }
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "int64" -> {
        Long number = JsonValues.wholeNumber(value);
        yield number == null ? value : Value.of(number);
      }
      case "float64" -> real(value);
      case "bool" ->
          value instanceof Value.Text text && isBool(text.value())
              ? Value.of(text.value().equals("true"))
              : value;
      case "binary" -> value instanceof Value.Text text ? bytes(text) : value;
      default -> value;
    };
  }

  private static boolean isBool(String text) {
    return text.equals("true") || text.equals("false");
  }

  private static Value real(Value value) {
    return switch (value) {
      case Value.Int number -> Value.of((double) number.value());
      case Value.Text text -> parsed(text);
      default -> value;
    };
  }

  private static Value parsed(Value.Text text) {
    try {
      return Value.of(Double.parseDouble(text.value()));
    } catch (NumberFormatException e) {
      return text;
    }
  }

  private static Value bytes(Value.Text text) {
    try {
      return new Value.Bytes(Base64.getDecoder().decode(text.value()));
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** A process that is written out with each of its spans, as Elasticsearch keeps it. */
  Origin inline(Value process) {
    if (inlined.size() > REMEMBERED) {
      inlined.clear();
    }
    return inlined.computeIfAbsent(process, Mapping::origin);
  }

  static Origin origin(Value process) {
    if (!(process instanceof Value.Map map)) {
      return Origin.UNKNOWN;
    }
    Attributes.Builder resource = Attributes.builder();
    String service = map.entries().text("serviceName");
    if (service != null && !service.isEmpty()) {
      resource.put(Keys.SERVICE_NAME, service);
    }
    Value tags = map.entries().get("tags");
    Attributes said = tags == null ? Attributes.EMPTY : pairs(tags);
    said.forEach(resource::put);
    Value host = said.get("hostname");
    if (host != null && !said.has("host.name")) {
      resource.put("host.name", host);
    }
    return new Origin(resource.build());
  }

  private Origin scoped(Origin origin, Attributes tags) {
    String scope = tags.text("otel.scope.name");
    String name = scope != null ? scope : tags.text("otel.library.name");
    if (name == null) {
      return origin;
    } else if (scopes.size() > REMEMBERED) {
      scopes.clear();
    }
    return scopes
        .computeIfAbsent(origin, o -> new HashMap<>())
        .computeIfAbsent(name, n -> new Origin(origin.resource(), n, Attributes.EMPTY));
  }
}
