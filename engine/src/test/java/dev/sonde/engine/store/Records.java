package dev.sonde.engine.store;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import java.util.List;

/** Short ways to records for tests. Times are nanoseconds after {@link #EPOCH}. */
public final class Records {

  public static final long EPOCH = 1_790_000_000_000_000_000L;
  public static final long HIGH = 0x0af7651916cd43ddL;

  private Records() {}

  /** A span of trace {@code HIGH:1}. */
  public static Span span(long id, String name, long start, long end, Attributes attributes) {
    return new Span(
        Origin.UNKNOWN, new SpanId(HIGH, 1, id), name, EPOCH + start, EPOCH + end, attributes);
  }

  public static Span child(long parent, Span span) {
    return with(span, parent, span.endNanos(), span.status());
  }

  public static Span open(Span span) {
    return with(span, span.parent(), Span.OPEN, span.status());
  }

  public static Span failed(Span span) {
    return with(span, span.parent(), span.endNanos(), Span.Status.ERROR);
  }

  private static Span with(Span span, long parent, long end, Span.Status status) {
    return new Span(
        span.origin(),
        span.id(),
        parent,
        span.name(),
        span.kind(),
        span.startNanos(),
        end,
        status,
        status == Span.Status.ERROR ? "ValueError: bad chunk" : "",
        span.attributes(),
        span.moments(),
        span.links(),
        span.detail());
  }

  /** A span with the small numbers of a format that has no real trace ids. */
  public static Span counted(long id, String name, long start, long end, Attributes attributes) {
    return new Span(
        Origin.UNKNOWN, new SpanId(0, 1, id), name, EPOCH + start, EPOCH + end, attributes);
  }

  public static Event event(String name, long at, Attributes attributes) {
    return new Event(
        Origin.UNKNOWN, EPOCH + at, name, 0, null, SpanId.NONE, attributes, Attributes.EMPTY);
  }

  public static Event transition(String key, long at, String from, String to) {
    return event(
        "task.transition",
        at,
        attributes("task.key", key, "task.state.from", from, "task.state.to", to));
  }

  public static Sample sample(String name, long at, double value) {
    return new Sample(
        Origin.UNKNOWN,
        EPOCH + at,
        name,
        "1",
        Sample.Shape.GAUGE,
        value,
        Attributes.EMPTY,
        Attributes.EMPTY);
  }

  /** Key, value, key, value; a value is a text or a whole number. */
  public static Attributes attributes(Object... pairs) {
    Attributes.Builder builder = Attributes.builder();
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = pairs[i + 1];
      builder.put(
          (String) pairs[i],
          value instanceof Integer number
              ? Value.of(number.longValue())
              : Value.of((String) value));
    }
    return builder.build();
  }

  /** The attempt of a task on a worker. */
  public static Span attempt(long id, String key, String worker, long start, long end) {
    return span(id, "run", start, end, attributes("task.key", key, "worker.id", worker));
  }

  public static Attributes everyKind() {
    return Attributes.builder()
        .put("text", "quote \" backslash \\ newline \n tab \t ünïcödé 🛰 '")
        .put("int", Long.MIN_VALUE)
        .put("real", Value.of(1.0))
        .put("small", Value.of(1e-300))
        .put("nan", Value.of(Double.NaN))
        .put("bool", Value.of(true))
        .put("bytes", new Value.Bytes(new byte[] {0, -1, 127}))
        .put("array", new Value.Array(List.of(Value.of(1), Value.of("two"), Value.of(3.5))))
        .put("map", new Value.Map(attributes("inner", 1, "a.b", "c")))
        .put("a.b/c~d\"e", "a key with signs")
        .put("empty", "")
        .build();
  }
}
