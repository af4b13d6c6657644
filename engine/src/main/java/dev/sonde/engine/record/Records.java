package dev.sonde.engine.record;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Event;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of rows: equal to those that were written, with the types of their values and the
 * producers that they came from. For one question; not safe for several threads.
 */
public final class Records {

  /** What a query has to select from {@code span} for {@link #span}. */
  public static final String SPAN =
      "trace_hi, trace_lo, span_no, parent_no, name, kind, start_ns, end_ns, status, message,"
          + " moments, links, origin, detail, "
          + attributes();

  /** What a query has to select from {@code event} for {@link #event}. */
  public static final String EVENT =
      "at_ns, name, severity, body, body_json, trace_hi, trace_lo, span_no, origin, detail, "
          + attributes();

  /** What a query has to select from {@code sample} for {@link #sample}. */
  public static final String SAMPLE =
      "at_ns, name, unit, shape, value, origin, detail, " + attributes();

  /** In the order in which records are stored: nothing is sorted. */
  public static final String AS_STORED = "";

  private static final Sql SPANS = Sql.of(Records.class, "spans").with("columns", SPAN);
  private static final Sql EVENTS = Sql.of(Records.class, "events").with("columns", EVENT);
  private static final Sql SAMPLES = Sql.of(Records.class, "samples").with("columns", SAMPLE);

  private final Ask ask;
  private final Origins origins;

  public Records(Ask ask) {
    this.ask = ask;
    this.origins = new Origins(ask);
  }

  /**
   * A store keeps attributes as text or, once sealed, as a variant with what that forgets beside it: the
   * order of the keys, or the whole text where maps lie inside.
   */
  public static String attributes() {
    return "coalesce(attributes_json,"
        + " CASE WHEN starts_with(attributes_exact, '{') THEN attributes_exact END,"
        + " attributes_variant::JSON::VARCHAR) AS attributes,"
        + " CASE WHEN starts_with(attributes_exact, '[') THEN attributes_exact END AS attribute_order";
  }

  /**
   * The spans that the question is about, in the order in which they are stored: nothing is sorted and
   * nothing is held, however many there are. Ends when the visitor returns false.
   */
  public void spans(Predicate<Span> visitor) {
    spans(AS_STORED, visitor);
  }

  /** As {@link #spans(Predicate)}, with SQL that chooses, orders or limits. */
  public void spans(String order, Predicate<Span> visitor) {
    ask.stream(SPANS.with("order", order), Map.of(), row -> visitor.test(span(row)));
  }

  /** The events, as {@link #spans}. */
  public void events(Predicate<Event> visitor) {
    events(AS_STORED, visitor);
  }

  /** As {@link #spans(String, Predicate)}. */
  void events(String order, Predicate<Event> visitor) {
    ask.stream(EVENTS.with("order", order), Map.of(), row -> visitor.test(event(row)));
  }

  /** The samples that were measured, as {@link #spans}; not those that are read out of spans. */
  public void samples(Predicate<Sample> visitor) {
    samples(AS_STORED, visitor);
  }

  /** As {@link #samples(Predicate)}, with a further condition that begins with AND. */
  void samples(String further, Predicate<Sample> visitor) {
    ask.stream(SAMPLES.with("further", further), Map.of(), row -> visitor.test(sample(row)));
  }

  /** The span of a row with the columns of {@link #SPAN}. */
  public Span span(Row row) {
    Long parent = row.integerOrNull("parent_no");
    Long end = row.integerOrNull("end_ns");
    return new Span(
        origins.get(row.integer("origin")),
        id(row),
        parent == null ? 0 : parent,
        row.text("name"),
        word(Span.Kind.class, row.textOrNull("kind"), Span.Kind.UNSPECIFIED),
        row.integer("start_ns"),
        end == null ? Span.OPEN : end,
        word(Span.Status.class, row.textOrNull("status"), Span.Status.UNSET),
        orEmpty(row.textOrNull("message")),
        Origins.ordered(row),
        moments(row.textOrNull("moments")),
        links(row.textOrNull("links")),
        Origins.attributes(row, "detail"));
  }

  /** The event of a row with the columns of {@link #EVENT}. */
  public Event event(Row row) {
    Long severity = row.integerOrNull("severity");
    return new Event(
        origins.get(row.integer("origin")),
        row.integer("at_ns"),
        orEmpty(row.textOrNull("name")),
        severity == null ? 0 : severity.intValue(),
        body(row),
        id(row),
        Origins.ordered(row),
        Origins.attributes(row, "detail"));
  }

  /** The sample of a row with the columns of {@link #SAMPLE}. */
  public Sample sample(Row row) {
    Double value = row.realOrNull("value");
    return new Sample(
        origins.get(row.integer("origin")),
        row.integer("at_ns"),
        row.text("name"),
        orEmpty(row.textOrNull("unit")),
        word(Sample.Shape.class, row.textOrNull("shape"), Sample.Shape.GAUGE),
        value == null ? Double.NaN : value,
        Origins.ordered(row),
        Origins.attributes(row, "detail"));
  }

  /** The attributes of a row with the columns of {@link #attributes()}. */
  public static Attributes attributes(Row row) {
    return Origins.ordered(row);
  }

  private static SpanId id(Row row) {
    return new SpanId(row.integer("trace_hi"), row.integer("trace_lo"), row.integer("span_no"));
  }

  private static @Nullable Value body(Row row) {
    String json = row.textOrNull("body_json");
    if (json != null) {
      return AttributesJson.readValue(json);
    }
    String text = row.textOrNull("body");
    return text == null ? null : Value.of(text);
  }

  private static List<Span.Moment> moments(@Nullable String json) {
    List<Span.Moment> moments = new ArrayList<>();
    for (Attributes each : objects(json)) {
      Long at = each.integer("at_ns");
      moments.add(
          new Span.Moment(
              at == null ? 0 : at,
              orEmpty(each.text("name")),
              nested(each, "attributes"),
              nested(each, "detail")));
    }
    return moments;
  }

  private static List<Span.Link> links(@Nullable String json) {
    List<Span.Link> links = new ArrayList<>();
    for (Attributes each : objects(json)) {
      String trace = orEmpty(each.text("trace_id"));
      SpanId to =
          new SpanId(
              Long.parseUnsignedLong(trace, 0, 16, 16),
              Long.parseUnsignedLong(trace, 16, 32, 16),
              Long.parseUnsignedLong(orEmpty(each.text("span_id")), 16));
      links.add(new Span.Link(to, nested(each, "attributes"), nested(each, "detail")));
    }
    return links;
  }

  private static List<Attributes> objects(@Nullable String json) {
    if (json == null || !(AttributesJson.readValue(json) instanceof Value.Array array)) {
      return List.of();
    }
    List<Attributes> objects = new ArrayList<>();
    for (Value value : array.values()) {
      if (value instanceof Value.Map map) {
        objects.add(map.entries());
      }
    }
    return objects;
  }

  private static Attributes nested(Attributes object, String key) {
    // What looks like one of the special values was kept as it is: these are always maps.
    return object.get(key) instanceof Value.Map map ? map.entries() : Attributes.EMPTY;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static <E extends Enum<E>> E word(Class<E> type, @Nullable String word, E none) {
    return word == null ? none : Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }
}
