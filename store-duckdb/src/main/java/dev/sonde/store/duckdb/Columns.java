package dev.sonde.store.duckdb;

import static dev.sonde.store.duckdb.Column.payload;
import static dev.sonde.store.duckdb.Column.realOrNull;
import static dev.sonde.store.duckdb.Column.text;
import static dev.sonde.store.duckdb.Column.whole;
import static dev.sonde.store.duckdb.Column.wholeOrNull;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Event;
import dev.sonde.model.Problem;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import dev.sonde.model.vocabulary.RecordFacts;
import dev.sonde.model.vocabulary.SpanFacts;
import dev.sonde.model.vocabulary.TaskKeys;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The three fact tables. What a record lacks is null; its attributes are the model's canonical JSON. */
final class Columns {

  /** The run of records that name none; the views' contract has no null there. */
  static final String NO_RUN = "-";

  /** How many spans a span stands for; files that were sealed before it came have none. */
  static final String WEIGHT = "weight";

  private static final long EDGE = (1L << 62) - 1;

  /** A record on its way into a row: with its position in the load and the number of its origin. */
  record Pending<T>(T record, long seq, int origin) {}

  record SpanRow(Span span, SpanFacts facts, long seq, int origin) {
    static SpanRow of(Pending<Span> pending) {
      Span span = pending.record();
      return new SpanRow(span, SpanFacts.of(span), pending.seq(), pending.origin());
    }
  }

  record EventRow(Event event, RecordFacts facts, long seq, int origin) {
    static EventRow of(Pending<Event> pending) {
      Event event = pending.record();
      return new EventRow(event, RecordFacts.of(event), pending.seq(), pending.origin());
    }
  }

  record SampleRow(Sample sample, RecordFacts facts, long seq, int origin) {
    static SampleRow of(Pending<Sample> pending) {
      Sample sample = pending.record();
      return new SampleRow(sample, RecordFacts.of(sample), pending.seq(), pending.origin());
    }
  }

  static final List<Column<SpanRow>> SPANS =
      List.of(
          whole("trace_hi", r -> r.span.id().traceHigh()),
          whole("trace_lo", r -> r.span.id().traceLow()),
          whole("span_no", r -> r.span.id().span()),
          wholeOrNull("parent_no", r -> r.span.parent() == 0 ? null : (Long) r.span.parent()),
          text("run_id", r -> run(r.facts.run())),
          text("name", r -> r.span.name()),
          text("service", r -> r.facts.service()),
          text("worker", r -> r.facts.worker()),
          text("task_key", r -> r.facts.taskKey()),
          text("task_prefix", r -> r.facts.taskPrefix()),
          text("component", r -> nonEmpty(r.facts.component().word())),
          text("role", r -> r.facts.role().word()),
          text("phase", r -> r.facts.phase()),
          whole("start_ns", r -> moment(r.span.startNanos())),
          wholeOrNull("end_ns", r -> r.span.isOpen() ? null : (Long) moment(r.span.endNanos())),
          text("status", r -> word(r.span.status())),
          text("message", r -> nonEmpty(r.span.statusMessage())),
          text("error", r -> r.facts.error()),
          text("kind", r -> r.span.kind() == Span.Kind.UNSPECIFIED ? null : word(r.span.kind())),
          wholeOrNull("attempt", r -> r.facts.attempt()),
          wholeOrNull("submitted_ns", r -> r.facts.submittedNanos()),
          wholeOrNull("ready_ns", r -> r.facts.readyNanos()),
          wholeOrNull("assigned_ns", r -> r.facts.assignedNanos()),
          wholeOrNull("result_bytes", r -> r.facts.resultBytes()),
          text("cache", r -> r.facts.cache()),
          text("data_key", r -> r.facts.dataKey()),
          text(
              "data_prefix",
              r -> r.facts.dataKey() == null ? null : TaskKeys.prefix(r.facts.dataKey())),
          wholeOrNull("data_keys", r -> r.facts.dataKeys()),
          wholeOrNull("bytes", r -> r.facts.bytes()),
          wholeOrNull("wire_bytes", r -> r.facts.wireBytes()),
          text("from_worker", r -> r.facts.from()),
          text("to_worker", r -> r.facts.to()),
          whole("seq", r -> r.seq),
          whole("origin", r -> r.origin),
          payload("attributes", r -> json(r.span.attributes())),
          payload("moments", r -> moments(r.span.moments())),
          payload("links", r -> links(r.span.links())),
          payload("detail", r -> json(r.span.detail())),
          realOrNull(WEIGHT, r -> Thresholds.weight(r.span)));

  static final List<Column<EventRow>> EVENTS =
      List.of(
          whole("at_ns", r -> moment(r.event.timeNanos())),
          text("run_id", r -> run(r.facts.run())),
          text("name", r -> nonEmpty(r.event.name())),
          wholeOrNull(
              "severity", r -> r.event.severity() == 0 ? null : (Long) (long) r.event.severity()),
          payload("body", r -> plain(r.event.body())),
          payload("body_json", r -> nested(r.event.body())),
          text("service", r -> r.facts.service()),
          text("worker", r -> r.facts.worker()),
          text("task_key", r -> r.facts.taskKey()),
          text("task_prefix", r -> r.facts.taskPrefix()),
          whole("trace_hi", r -> r.event.span().traceHigh()),
          whole("trace_lo", r -> r.event.span().traceLow()),
          whole("span_no", r -> r.event.span().span()),
          whole("seq", r -> r.seq),
          whole("origin", r -> r.origin),
          payload("attributes", r -> json(r.event.attributes())),
          payload("detail", r -> json(r.event.detail())));

  static final List<Column<SampleRow>> SAMPLES =
      List.of(
          whole("at_ns", r -> moment(r.sample.timeNanos())),
          text("run_id", r -> run(r.facts.run())),
          text("name", r -> r.sample.name()),
          text("service", r -> r.facts.service()),
          text("worker", r -> r.facts.worker()),
          // A distribution without a sum has NaN, which would spoil every aggregate.
          realOrNull(
              "value", r -> Double.isNaN(r.sample.value()) ? null : (Double) r.sample.value()),
          text("unit", r -> nonEmpty(r.sample.unit())),
          text("shape", r -> word(r.sample.shape())),
          whole("seq", r -> r.seq),
          whole("origin", r -> r.origin),
          payload("attributes", r -> json(r.sample.attributes())),
          payload("detail", r -> json(r.sample.detail())));

  private Columns() {}

  /** Whether the record's times stay as they are. */
  static boolean inRange(WideEvent record) {
    return inRange(record.timeNanos())
        && (!(record instanceof Span span) || span.isOpen() || inRange(span.endNanos()));
  }

  /** What is said of records whose times do not stay. */
  static Problem outOfRange(long records) {
    return new Problem(
        Problem.Code.MALFORMED,
        records,
        "times",
        "times outside of 1823 to 2116 were moved to the edge");
  }

  /** Whether the difference of any two such times is a number of 64 bits. */
  private static boolean inRange(long nanos) {
    return nanos == moment(nanos);
  }

  /** The time itself, or the edge of 1823 to 2116, so that one absurd time spoils no query. */
  private static long moment(long nanos) {
    return Math.clamp(nanos, -EDGE, EDGE);
  }

  static @Nullable String json(Attributes attributes) {
    return attributes.isEmpty() ? null : WellFormed.json(AttributesJson.write(attributes));
  }

  private static String run(@Nullable String run) {
    return run == null ? NO_RUN : run;
  }

  private static @Nullable String nonEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String plain(@Nullable Value body) {
    return switch (body) {
      case null -> null;
      case Value.Text text -> text.value();
      case Value.Empty _ -> null;
      case Value.Int _, Value.Real _, Value.Bool _, Value.Bytes _, Value.Array _, Value.Map _ ->
          valueJson(body);
    };
  }

  /** The body where it is more than a text, so that its type survives. */
  private static @Nullable String nested(@Nullable Value body) {
    return body == null || body instanceof Value.Text ? null : valueJson(body);
  }

  private static String valueJson(Value value) {
    StringBuilder json = new StringBuilder();
    AttributesJson.write(value, json);
    return WellFormed.json(json.toString());
  }

  private static @Nullable String moments(List<Span.Moment> moments) {
    if (moments.isEmpty()) {
      return null;
    }
    StringBuilder json = new StringBuilder("[");
    for (Span.Moment moment : moments) {
      json.append(json.length() == 1 ? "" : ",").append("{\"at_ns\":").append(moment.timeNanos());
      json.append(",\"name\":");
      AttributesJson.quote(moment.name(), json);
      tail(moment.attributes(), moment.detail(), json);
    }
    return WellFormed.json(json.append(']').toString());
  }

  private static @Nullable String links(List<Span.Link> links) {
    if (links.isEmpty()) {
      return null;
    }
    StringBuilder json = new StringBuilder("[");
    for (Span.Link link : links) {
      SpanId to = link.to();
      json.append(json.length() == 1 ? "" : ",").append("{\"trace_id\":\"").append(to.traceHex());
      json.append("\",\"span_id\":\"").append(to.spanHex()).append('"');
      tail(link.attributes(), link.detail(), json);
    }
    return WellFormed.json(json.append(']').toString());
  }

  private static void tail(Attributes attributes, Attributes detail, StringBuilder json) {
    json.append(",\"attributes\":");
    // As maps inside an object, so that a first key like $bytes is not taken for bytes.
    AttributesJson.write(new Value.Map(attributes), json);
    if (!detail.isEmpty()) {
      json.append(",\"detail\":");
      AttributesJson.write(new Value.Map(detail), json);
    }
    json.append('}');
  }
}
