package dev.sonde.ingest.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Problem;
import dev.sonde.model.Value;
import org.jspecify.annotations.Nullable;

/** A log record while its fields come in; used again and again. */
final class LogDraft {

  /** Where events said their name before the record had a field for it. */
  private static final String EVENT_NAME = "event.name";

  long timeNanos;
  long observedNanos;
  long severity;
  String severityText = "";
  @Nullable Value body;
  String eventName = "";
  long traceHigh;
  long traceLow;
  long span;
  long flags;
  long droppedAttributes;
  final Attributes.Builder attributes = Attributes.builder();

  void clear() {
    timeNanos = 0;
    observedNanos = 0;
    severity = 0;
    severityText = "";
    body = null;
    eventName = "";
    traceHigh = 0;
    traceLow = 0;
    span = 0;
    flags = 0;
    droppedAttributes = 0;
    attributes.clear();
  }

  /** The event, or null where it has no place in time; that is then counted. */
  @Nullable Event build(Origin origin, Output out) {
    long time = timeNanos != 0 ? timeNanos : observedNanos;
    if (time <= 0) {
      out.reject(
          Problem.Code.MISSING_TIME,
          "log record has timeUnixNano "
              + Long.toUnsignedString(timeNanos)
              + " and observedTimeUnixNano "
              + Long.toUnsignedString(observedNanos));
      return null;
    }
    Attributes said = attributes.build();
    String older = eventName.isEmpty() ? said.text(EVENT_NAME) : null;
    return new Event(
        origin,
        time,
        older == null ? eventName : older,
        (int) severity,
        body,
        SpanDraft.id(traceHigh, traceLow, span),
        said,
        detail());
  }

  private Attributes detail() {
    if (severityText.isEmpty() && (observedNanos | flags | droppedAttributes) == 0) {
      return Attributes.EMPTY;
    }
    return new Details()
        .number("observedTimeUnixNano", observedNanos)
        .text("severityText", severityText)
        .number("flags", flags)
        .number("droppedAttributesCount", droppedAttributes)
        .build();
  }
}
