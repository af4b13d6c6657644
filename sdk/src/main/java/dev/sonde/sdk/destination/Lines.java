package dev.sonde.sdk.destination;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.RecordJson;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.WideEvent;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Records as lines of JSON in a buffer that is used again and again: the same lines as {@link
 * RecordJson} makes. What is the same in many of them is encoded once.
 */
final class Lines {

  private static final int MOST_ORIGINS = 1_000;
  private static final byte[] SPAN = bytes("{\"kind\":\"span\",\"name\":");
  private static final byte[] EVENT = bytes("{\"kind\":\"event\"");
  private static final byte[] NAME = bytes(",\"name\":");
  private static final byte[] TRACE = bytes(",\"trace_id\":\"");
  private static final byte[] SPAN_ID = bytes(",\"span_id\":\"");
  private static final byte[] PARENT = bytes(",\"parent_id\":\"");
  private static final byte[] START = bytes(",\"start_ns\":\"");
  private static final byte[] END = bytes(",\"end_ns\":\"");
  private static final byte[] TIME = bytes(",\"time_ns\":\"");
  private static final byte[] SEVERITY = bytes(",\"severity\":");
  private static final byte[] BODY = bytes(",\"body\":");
  private static final byte[] MESSAGE = bytes(",\"message\":");
  private static final byte[] ATTRIBUTES = bytes(",\"attributes\":");
  private static final byte[] DETAIL = bytes(",\"detail\":");
  private static final Map<Span.Kind, byte[]> KINDS =
      words("span_kind", Span.Kind.class, Span.Kind.UNSPECIFIED);
  private static final Map<Span.Status, byte[]> STATUSES =
      words("status", Span.Status.class, Span.Status.UNSET);

  private final JsonBytes json = new JsonBytes();
  private final IdentityHashMap<Origin, byte[]> origins = new IdentityHashMap<>();
  private final StringBuilder text = new StringBuilder();

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** The usual one is left out. */
  private static <E extends Enum<E>> Map<E, byte[]> words(String field, Class<E> type, E usual) {
    Map<E, byte[]> words = new EnumMap<>(type);
    for (E value : type.getEnumConstants()) {
      String word = ",\"" + field + "\":\"" + value.name().toLowerCase(Locale.ROOT) + "\"";
      words.put(value, bytes(value == usual ? "" : word));
    }
    return words;
  }

  void clear() {
    json.clear();
  }

  int size() {
    return json.size();
  }

  /** The first {@link #size()} of them; valid until the next call. */
  byte[] bytes() {
    return json.bytes();
  }

  /** Forgets what is before. */
  void keepFrom(int from) {
    json.keepFrom(from);
  }

  void add(WideEvent record) {
    if (record instanceof Span span && span.moments().isEmpty() && span.links().isEmpty()) {
      span(span);
    } else if (record instanceof Event event) {
      event(event);
    } else {
      text.setLength(0);
      RecordJson.write(record, text);
      json.raw(bytes(text.toString()));
    }
    json.ascii('\n');
  }

  private void span(Span span) {
    json.raw(SPAN);
    json.quote(span.name());
    id(span.id());
    if (span.parent() != 0) {
      json.raw(PARENT);
      json.hex(span.parent());
      json.ascii('"');
    }
    json.raw(Objects.requireNonNull(KINDS.get(span.kind())));
    nanos(START, span.startNanos());
    if (!span.isOpen()) {
      nanos(END, span.endNanos());
    }
    json.raw(Objects.requireNonNull(STATUSES.get(span.status())));
    if (!span.statusMessage().isEmpty()) {
      json.raw(MESSAGE);
      json.quote(span.statusMessage());
    }
    shared(span);
  }

  private void event(Event event) {
    json.raw(EVENT);
    if (!event.name().isEmpty()) {
      json.raw(NAME);
      json.quote(event.name());
    }
    id(event.span());
    nanos(TIME, event.timeNanos());
    if (event.severity() != 0) {
      json.raw(SEVERITY);
      json.number(event.severity());
    }
    if (event.body() != null) {
      json.raw(BODY);
      json.value(event.body());
    }
    shared(event);
  }

  private void id(SpanId id) {
    if (id.hasTrace()) {
      json.raw(TRACE);
      json.hex(id.traceHigh());
      json.hex(id.traceLow());
      json.ascii('"');
    }
    if (id.span() != 0) {
      json.raw(SPAN_ID);
      json.hex(id.span());
      json.ascii('"');
    }
  }

  private void nanos(byte[] field, long nanos) {
    json.raw(field);
    json.number(nanos);
    json.ascii('"');
  }

  private void shared(WideEvent record) {
    origin(record.origin());
    attributes(ATTRIBUTES, record.attributes());
    attributes(DETAIL, record.detail());
    json.ascii('}');
  }

  private void attributes(byte[] field, Attributes attributes) {
    if (!attributes.isEmpty()) {
      json.raw(field);
      json.attributes(attributes);
    }
  }

  /** Writers of records share one origin among all of a producer. */
  private void origin(Origin origin) {
    byte[] known = origins.get(origin);
    if (known == null) {
      int from = json.size();
      attributes(bytes(",\"resource\":"), origin.resource());
      if (!origin.scope().isEmpty()) {
        json.raw(bytes(",\"scope\":"));
        json.quote(origin.scope());
      }
      attributes(bytes(",\"origin_detail\":"), origin.detail());
      if (origins.size() >= MOST_ORIGINS) {
        origins.clear();
      }
      origins.put(origin, json.copyFrom(from));
    } else {
      json.raw(known);
    }
  }
}
