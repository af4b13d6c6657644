package dev.sonde.ingest.chrome;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Event;
import dev.sonde.model.JsonFormatException;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From trace events to records. */
final class Mapping {

  private static final String CATEGORY = "chrome.category";

  private final Names names;

  Mapping(Names names) {
    this.names = names;
  }

  Span span(Slice slice, long base, boolean sonde) {
    TraceEvent event = slice.event;
    Attributes args = slice.args;
    String error = sonde ? args.text("error") : null;
    Slice around = slice.around;
    boolean open = slice.end == Span.OPEN || (sonde && args.has("open"));
    return new Span(
        names.origin(event.place().process()),
        slice.id,
        sonde ? slice.parent : around == null ? 0 : around.id.span(),
        event.name(),
        Span.Kind.UNSPECIFIED,
        base + slice.start,
        open ? Span.OPEN : base + slice.end,
        sonde ? SondeArgs.status(args) : Span.Status.UNSET,
        error == null ? "" : error,
        sonde ? SondeArgs.attributes(args) : attributes(event, args),
        List.of(),
        slice.links,
        Attributes.EMPTY);
  }

  private Attributes attributes(TraceEvent event, Attributes args) {
    Attributes.Builder all = Attributes.builder();
    all.putAll(args);
    if (!event.category().isEmpty()) {
      all.put(CATEGORY, event.category());
    }
    if (!event.id().isEmpty()) {
      all.put("chrome.id", event.id());
    }
    thread(event.place(), all);
    event.rest().forEach((key, value) -> all.put(all.has(key) ? "chrome." + key : key, value));
    return all.build();
  }

  private void thread(TraceEvent.Place place, Attributes.Builder all) {
    String tid = place.thread();
    if (!tid.isEmpty()) {
      all.put(Keys.THREAD_ID, number(tid));
    }
    String name = names.thread(place);
    if (name != null) {
      all.put(Keys.THREAD_NAME, name);
    }
  }

  private static Value number(String text) {
    try {
      return Value.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Value.of(text);
    }
  }

  Event event(TraceEvent event, @Nullable Slice around, long base, boolean sonde) {
    Attributes args = event.args();
    Long severity = sonde ? args.integer("severity") : null;
    SpanId within = around == null ? SpanId.NONE : around.id;
    return new Event(
        names.origin(event.place().process()),
        base + Trace.time(event),
        event.name(),
        severity == null ? 0 : Math.clamp(severity, 0, 24),
        sonde ? args.get("body") : null,
        sonde ? SondeArgs.id(args) : within,
        sonde ? SondeArgs.attributes(args) : attributes(event, args),
        Attributes.EMPTY);
  }

  /** An end of an arrow that cannot be tied to slices. */
  Event message(TraceEvent event, long base) {
    boolean leaves = event.kind() == 's';
    Attributes.Builder all = Attributes.builder();
    all.put(Keys.MESSAGE_ID, event.category() + " " + event.id());
    all.put(Keys.MESSAGE_TYPE, event.name());
    all.putAll(attributes(event, event.args()));
    return new Event(
        names.origin(event.place().process()),
        base + Trace.time(event),
        leaves ? Keys.EVENT_MESSAGE_SENT : Keys.EVENT_MESSAGE_RECEIVED,
        0,
        null,
        SpanId.NONE,
        all.build(),
        Attributes.EMPTY);
  }

  /** A counter has a series for each of its arguments; those that are no numbers are left out. */
  void samples(TraceEvent event, long base, boolean sonde, Consumer<Sample> out) {
    Attributes of = sonde ? Attributes.EMPTY : series(event);
    String name = event.name();
    int brace = sonde ? name.indexOf(" {") : -1;
    if (brace > 0) {
      of = attributesOf(name.substring(brace + 1));
      name = name.substring(0, brace);
    }
    for (int i = 0; i < event.args().size(); i++) {
      String key = event.args().key(i);
      Double value = real(event.args().value(i));
      if (value != null) {
        boolean plain = key.equals("value");
        out.accept(
            sample(
                event,
                base,
                name,
                sonde && !plain ? key : "",
                value,
                sonde || plain ? of : Attributes.builder().put("series", key).putAll(of).build()));
      }
    }
  }

  private Sample sample(
      TraceEvent event, long base, String name, String unit, double value, Attributes of) {
    return new Sample(
        names.origin(event.place().process()),
        base + Trace.time(event),
        name,
        unit,
        Sample.Shape.GAUGE,
        value,
        of,
        Attributes.EMPTY);
  }

  private static Attributes series(TraceEvent event) {
    Attributes.Builder of = Attributes.builder();
    if (!event.category().isEmpty()) {
      of.put(CATEGORY, event.category());
    }
    if (!event.id().isEmpty()) {
      of.put("chrome.id", event.id());
    }
    return of.build();
  }

  /** Long names of series were cut when they were written. */
  private static Attributes attributesOf(String json) {
    try {
      return AttributesJson.read(json);
    } catch (JsonFormatException e) {
      return Attributes.EMPTY;
    }
  }

  private static @Nullable Double real(Value value) {
    return switch (value) {
      case Value.Int number -> (double) number.value();
      case Value.Real number -> number.value();
      case Value.Text text -> parsed(text.value());
      case Value.Bool _, Value.Bytes _, Value.Array _, Value.Map _, Value.Empty _ -> null;
    };
  }

  private static @Nullable Double parsed(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
