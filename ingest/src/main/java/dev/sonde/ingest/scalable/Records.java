package dev.sonde.ingest.scalable;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Digest;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes records of one run, and gives them ids: Scalable has none for spans. */
final class Records {

  /** OTLP's numbers. */
  private static final int ERROR = 17;

  private static final int INFO = 9;

  /** Of every row, and said by the record itself. */
  private static final Set<String> ENVELOPE =
      Set.of("event_type", "schema_version", "timestamp", "run_id", "event");

  private final Run run;
  private final Batches batches;
  private final Problems problems;
  private final Origin origin;
  private final Digest.Sum trace;
  private final long runSpan;
  private long latest = Long.MIN_VALUE;

  Records(Run run, Batches batches, Problems problems) {
    this.run = run;
    this.batches = batches;
    this.problems = problems;
    this.origin =
        new Origin(
            Attributes.builder()
                .put(Keys.SERVICE_NAME, "scalable")
                .put(Keys.RUN_ID, run.id())
                .put(Keys.RUN_NAME, run.name())
                .build());
    this.trace = sum("scalable " + run.id());
    this.runSpan = id("run");
  }

  Run run() {
    return run;
  }

  Problems problems() {
    return problems;
  }

  /** When a row was written; the run's start where it does not say; null where nobody knows, which rejects it. */
  @Nullable Long time(Attributes row, String where) {
    String said = row.text("timestamp");
    Long at = Times.nanos(said == null ? row.text("time") : said, run.startNanos());
    if (at != null) {
      return at;
    }
    if (run.startNanos() == null) {
      problems.reject(Code.MISSING_TIME, where, "a row without a timestamp");
      return null;
    }
    String message = "a row without a timestamp; it is placed at the run's start";
    problems.note(Code.MISSING_TIME, where, message);
    return run.startNanos();
  }

  /** Adds the fields of a row that have no other place, under their own names. */
  static Attributes.Builder rest(Attributes.Builder attributes, Attributes row, Set<String> used) {
    row.forEach((key, value) -> {
      boolean said = !(value instanceof Value.Empty);
      if (said && !ENVELOPE.contains(key) && !used.contains(key) && !attributes.has(key)) {
        attributes.put(key, value);
      }
    });
    return attributes;
  }

  void event(String name, long at, Attributes attributes) {
    event(name, at, INFO, null, attributes);
  }

  void failure(String name, long at, String words, Attributes attributes) {
    event(name, at, ERROR, Value.of(words), attributes);
  }

  private void event(
      String name, long at, int severity, @Nullable Value body, Attributes attributes) {
    latest = Math.max(latest, at);
    batches.add(
        new Event(origin, at, name, severity, body, SpanId.NONE, attributes, Attributes.EMPTY));
  }

  void sample(String name, long at, String unit, double value, Attributes attributes) {
    batches.add(
        new Sample(
            origin, at, name, unit, Sample.Shape.GAUGE, value, attributes, Attributes.EMPTY));
  }

  /**
   * @param identity what tells this attempt from all others of the run
   */
  void attempt(
      String identity,
      String name,
      long start,
      long end,
      Span.Status status,
      String message,
      Attributes attributes) {
    latest = Math.max(latest, end == Span.OPEN ? start : end);
    long parent = run.startNanos() == null ? 0 : runSpan;
    span(id(identity), parent, name, start, end, status, message, attributes);
  }

  /** The run's own span and events; to be called last, as not every dialect says when it ended. */
  void run(@Nullable String failure) {
    Long start = run.startNanos();
    if (start == null) {
      return;
    }
    Long said = run.endNanos();
    long end = said != null ? said : Math.max(latest, start);
    if (end < start) {
      String message = "the run ends before it starts; its end is left out";
      problems.note(Code.CONFLICT, run.id(), message);
    }
    boolean failed = failure != null || "failed".equals(run.status());
    span(
        runSpan,
        0,
        "scalable.run",
        start,
        run.isOver() && end >= start ? end : Span.OPEN,
        failed ? Span.Status.ERROR : Span.Status.UNSET,
        failure == null ? "" : failure,
        run.facts());
    event(Keys.EVENT_RUN_STARTED, start, run.facts());
    if (run.isOver()) {
      event(Keys.EVENT_RUN_FINISHED, Math.max(start, end), run.facts());
    }
  }

  private void span(
      long id,
      long parent,
      String name,
      long start,
      long end,
      Span.Status status,
      String message,
      Attributes attributes) {
    batches.add(
        new Span(
            origin,
            new SpanId(trace.high(), trace.low(), id),
            parent,
            name,
            Span.Kind.INTERNAL,
            start,
            end,
            status,
            message,
            attributes,
            List.of(),
            List.of(),
            Attributes.EMPTY));
  }

  private long id(String identity) {
    long id = sum(run.id() + "\n" + identity).low();
    return id == 0 ? 1 : id;
  }

  private static Digest.Sum sum(String text) {
    Digest digest = new Digest();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(bytes, 0, bytes.length);
    return digest.sum();
  }
}
