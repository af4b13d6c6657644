package dev.sonde.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at one moment: a log record, a state transition, a message.
 *
 * @param timeNanos since the Unix epoch; the observed time where the source gives no other
 * @param name OTLP's event name, empty for a plain log record
 * @param severity OTLP's severity number, 1 to 24, 0 where there is none
 * @param body null where there is none
 * @param span what it belongs to, {@link SpanId#NONE} where that is not said
 */
public record Event(
    Origin origin,
    long timeNanos,
    String name,
    int severity,
    @Nullable Value body,
    SpanId span,
    Attributes attributes,
    Attributes detail)
    implements WideEvent {

  public Event {
    Objects.requireNonNull(origin, "origin is null");
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(span, "span is null");
    Objects.requireNonNull(attributes, "attributes is null");
    Objects.requireNonNull(detail, "detail is null");
  }
}
