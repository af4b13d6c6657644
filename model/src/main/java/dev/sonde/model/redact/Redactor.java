package dev.sonde.model.redact;

import dev.sonde.model.Attributes;
import dev.sonde.model.Batch;
import dev.sonde.model.Event;
import dev.sonde.model.EventSink;
import dev.sonde.model.Origin;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of records before they are stored, and keeps inputs and outputs of user code within
 * limits. A value whose key names a secret (password, token, authorization, api_key, ...) becomes {@code
 * [redacted]}, however deep it is nested; texts lose what they name as one. For one thread.
 */
@SuppressWarnings(
    "ReferenceEquality") // The same object back means unchanged; comparing would cost.
public final class Redactor {

  /** The most characters of an input or an output; what was cut is said in {@code KEY.size_bytes}. */
  public static final int PAYLOAD_LIMIT = 64 * 1024;

  private static final Value REDACTED = Value.of(SecretTexts.REDACTED);

  /** Nested deeper than any reader lets through. */
  private static final int DEPTH_LIMIT = 100;

  private static final int ORIGIN_LIMIT = 10_000;

  private final SecretKeys keys = new SecretKeys();
  private final SecretTexts texts = new SecretTexts();

  /** Writers rely on the identity of origins, so equal ones stay one. */
  private final IdentityHashMap<Origin, Origin> origins = new IdentityHashMap<>();

  /** A sink that hands on what this leaves of each batch. */
  public EventSink before(EventSink sink) {
    return batch -> sink.accept(apply(batch));
  }

  private Batch apply(Batch batch) {
    List<WideEvent> changed = changed(batch.records(), this::apply);
    return changed == null ? batch : new Batch(changed);
  }

  /** The record itself where there is nothing to take out. */
  public WideEvent apply(WideEvent record) {
    if (record instanceof Span span) {
      return span(span);
    } else if (record instanceof Event event) {
      return event(event);
    }
    return sample((Sample) record);
  }

  private Span span(Span span) {
    Origin origin = origin(span.origin());
    String message = texts.clean(span.statusMessage());
    Attributes attributes = attributes(span.attributes(), 0);
    Attributes detail = attributes(span.detail(), 0);
    List<Span.Moment> moments = changed(span.moments(), this::moment);
    List<Span.Link> links = changed(span.links(), this::link);
    if (origin == span.origin()
        && message.equals(span.statusMessage())
        && attributes == span.attributes()
        && detail == span.detail()
        && moments == null
        && links == null) {
      return span;
    }
    return new Span(
        origin,
        span.id(),
        span.parent(),
        span.name(),
        span.kind(),
        span.startNanos(),
        span.endNanos(),
        span.status(),
        message,
        attributes,
        moments == null ? span.moments() : moments,
        links == null ? span.links() : links,
        detail);
  }

  private Span.Moment moment(Span.Moment moment) {
    Attributes attributes = attributes(moment.attributes(), 0);
    return attributes == moment.attributes()
        ? moment
        : new Span.Moment(moment.timeNanos(), moment.name(), attributes, moment.detail());
  }

  private Span.Link link(Span.Link link) {
    Attributes attributes = attributes(link.attributes(), 0);
    return attributes == link.attributes()
        ? link
        : new Span.Link(link.to(), attributes, link.detail());
  }

  private Event event(Event event) {
    Origin origin = origin(event.origin());
    Value said = event.body();
    Value body = said == null ? null : value(said, 0);
    Attributes attributes = attributes(event.attributes(), 0);
    Attributes detail = attributes(event.detail(), 0);
    if (origin == event.origin()
        && body == said
        && attributes == event.attributes()
        && detail == event.detail()) {
      return event;
    }
    return new Event(
        origin,
        event.timeNanos(),
        event.name(),
        event.severity(),
        body,
        event.span(),
        attributes,
        detail);
  }

  private Sample sample(Sample sample) {
    Origin origin = origin(sample.origin());
    Attributes attributes = attributes(sample.attributes(), 0);
    Attributes detail = attributes(sample.detail(), 0);
    if (origin == sample.origin()
        && attributes == sample.attributes()
        && detail == sample.detail()) {
      return sample;
    }
    return new Sample(
        origin,
        sample.timeNanos(),
        sample.name(),
        sample.unit(),
        sample.shape(),
        sample.value(),
        attributes,
        detail);
  }

  private Origin origin(Origin origin) {
    Origin known = origins.get(origin);
    if (known != null) {
      return known;
    }
    Attributes resource = attributes(origin.resource(), 0);
    Attributes detail = attributes(origin.detail(), 0);
    Origin clean =
        resource == origin.resource() && detail == origin.detail()
            ? origin
            : new Origin(resource, origin.scope(), detail);
    if (origins.size() >= ORIGIN_LIMIT) {
      origins.clear();
    }
    origins.put(origin, clean);
    return clean;
  }

  private Attributes attributes(Attributes said, int depth) {
    Attributes.Builder changed = null;
    for (int i = 0; i < said.size(); i++) {
      String key = said.key(i);
      Value before = said.value(i);
      Value after =
          switch (keys.of(key)) {
            case PLAIN -> value(before, depth);
            case PAYLOAD -> cut(value(before, depth));
            case SECRET -> secret(before);
            case TOKEN -> isNumber(before) ? before : secret(before);
          };
      if (after != before) {
        changed = changed == null ? Attributes.builder().putAll(said) : changed;
        changed.put(key, after);
        cutSize(said, key, before, after, changed);
      }
    }
    return changed == null ? said : changed.build();
  }

  /** What says only that there is one, or that there is none, stays. */
  private static Value secret(Value value) {
    return value instanceof Value.Bool
            || value instanceof Value.Empty
            || value.equals(REDACTED)
            || (value instanceof Value.Text text && text.value().isEmpty())
        ? value
        : REDACTED;
  }

  private static boolean isNumber(Value value) {
    return value instanceof Value.Int || value instanceof Value.Real;
  }

  private static Value cut(Value value) {
    if (value instanceof Value.Text text && text.value().length() > PAYLOAD_LIMIT) {
      String whole = text.value();
      boolean split = Character.isHighSurrogate(whole.charAt(PAYLOAD_LIMIT - 1));
      return Value.of(whole.substring(0, split ? PAYLOAD_LIMIT - 1 : PAYLOAD_LIMIT));
    }
    return value;
  }

  private static void cutSize(
      Attributes said, String key, Value before, Value after, Attributes.Builder into) {
    if (before instanceof Value.Text whole
        && after instanceof Value.Text rest
        && whole.value().length() > PAYLOAD_LIMIT
        && rest.value().length() <= PAYLOAD_LIMIT
        && after != REDACTED
        && !said.has(key + ".size_bytes")) {
      into.put(key + ".size_bytes", whole.value().getBytes(StandardCharsets.UTF_8).length);
    }
  }

  private Value value(Value value, int depth) {
    if (value instanceof Value.Text text) {
      String clean = texts.clean(text.value());
      return clean.equals(text.value()) ? value : Value.of(clean);
    } else if (value instanceof Value.Map map && depth < DEPTH_LIMIT) {
      Attributes entries = attributes(map.entries(), depth + 1);
      return entries == map.entries() ? value : new Value.Map(entries);
    } else if (value instanceof Value.Array array && depth < DEPTH_LIMIT) {
      List<Value> values = changed(array.values(), each -> value(each, depth + 1));
      return values == null ? value : new Value.Array(values);
    }
    return value;
  }

  /** Null where nothing changes. */
  private static <T> @Nullable List<T> changed(List<T> list, UnaryOperator<T> change) {
    List<T> changed = null;
    for (int i = 0; i < list.size(); i++) {
      T before = list.get(i);
      T after = change.apply(before);
      if (after != before && changed == null) {
        changed = new ArrayList<>(list.size());
        changed.addAll(list.subList(0, i));
      }
      if (changed != null) {
        changed.add(after);
      }
    }
    return changed;
  }
}
