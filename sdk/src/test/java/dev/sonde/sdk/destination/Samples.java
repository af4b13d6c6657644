package dev.sonde.sdk.destination;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records for tests. */
final class Samples {

  static final Origin ORIGIN = new Origin(Attributes.of("service.name", Value.of("test")));

  private Samples() {}

  static Event event(String name) {
    return new Event(
        ORIGIN, 1_000, name, 9, Value.of("said"), SpanId.NONE, Attributes.EMPTY, Attributes.EMPTY);
  }

  static Event event(String name, Attributes attributes) {
    return new Event(ORIGIN, 1_000, name, 9, null, SpanId.NONE, attributes, Attributes.EMPTY);
  }

  static Span span(String name) {
    return new Span(ORIGIN, new SpanId(1, 2, 3), name, 1_000, 13_500_000, Attributes.EMPTY);
  }

  /** Named by their numbers. */
  static List<WideEvent> events(int from, int to) {
    List<WideEvent> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(event("e" + i));
    }
    return events;
  }

  /** Counts what a destination says that it lost. */
  static LossCounter into(Map<String, Long> losses) {
    return (cause, records) -> losses.merge(cause, records, Long::sum);
  }
}
