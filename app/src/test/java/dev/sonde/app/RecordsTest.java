package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.record.Records;
import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreWriter;
import dev.sonde.model.Attributes;
import dev.sonde.model.Batch;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import dev.sonde.store.duckdb.DuckDbStore;
import dev.sonde.store.duckdb.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out of a store equals what went in, whichever way the store keeps it. */
class RecordsTest {

  private static final long NEVER = Long.MAX_VALUE;
  private static final long ALWAYS = 0;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {NEVER, ALWAYS})
  void spans_come_out_as_they_went_in(long sealAbove) {
    Span full =
        new Span(
            origin(1),
            new SpanId(-1, Long.MIN_VALUE, -2),
            7,
            "name with \"quotes\"",
            Span.Kind.CONSUMER,
            1_790_000_000_123_456_789L,
            1_790_000_000_123_456_999L,
            Span.Status.ERROR,
            "it failed",
            attributes(),
            List.of(
                new Span.Moment(3, "exception", attributes(), Attributes.EMPTY),
                new Span.Moment(4, "", Attributes.EMPTY, Attributes.of("flags", Value.of(1)))),
            List.of(
                new Span.Link(new SpanId(-1, 2, -3), attributes(), Attributes.EMPTY),
                new Span.Link(SpanId.NONE, Attributes.EMPTY, Attributes.of("s", Value.of("t")))),
            Attributes.of("traceState", Value.of("a=b")));
    Span open =
        new Span(
            Origin.UNKNOWN,
            new SpanId(0, 1, 1),
            0,
            "open",
            Span.Kind.UNSPECIFIED,
            10,
            Span.OPEN,
            Span.Status.OK,
            "",
            Attributes.EMPTY,
            List.of(),
            List.of(),
            Attributes.EMPTY);
    Span bare = new Span(origin(2), SpanId.NONE, "bare", 5, 5, Attributes.EMPTY);
    assertThat(readBack(List.of(full, open, bare), sealAbove))
        .containsExactlyInAnyOrder(full, open, bare);
  }

  @ParameterizedTest
  @ValueSource(longs = {NEVER, ALWAYS})
  void events_come_out_as_they_went_in(long sealAbove) {
    List<WideEvent> events = new ArrayList<>();
    List<Value> bodies = new ArrayList<>();
    attributes().forEach((key, value) -> bodies.add(value));
    for (Value body : bodies) {
      events.add(
          new Event(
              origin(events.size()),
              events.size(),
              "",
              9,
              body,
              new SpanId(1, 2, 3),
              attributes(),
              Attributes.EMPTY));
    }
    events.add(
        new Event(
            Origin.UNKNOWN,
            0,
            "task.transition",
            0,
            null,
            SpanId.NONE,
            Attributes.EMPTY,
            Attributes.of("flags", Value.of(1))));
    assertThat(readBack(events, sealAbove)).containsExactlyInAnyOrderElementsOf(events);
  }

  @ParameterizedTest
  @ValueSource(longs = {NEVER, ALWAYS})
  void samples_come_out_as_they_went_in_and_figures_within_spans_stay_there(long sealAbove) {
    List<WideEvent> records =
        List.of(
            sample("gauge", Sample.Shape.GAUGE, 0.1),
            sample("sum", Sample.Shape.SUM, Double.POSITIVE_INFINITY),
            sample("without a sum", Sample.Shape.EXPONENTIAL_HISTOGRAM, Double.NaN),
            new Span(
                origin(1),
                SpanId.NONE,
                "scheduler.metrics",
                1,
                2,
                Attributes.of("worker.memory.limit", Value.of(5))));
    assertThat(readBack(records, sealAbove)).containsExactlyInAnyOrderElementsOf(records);
  }

  private static Sample sample(String name, Sample.Shape shape, double value) {
    return new Sample(
        origin(1), 1, name, "By", shape, value, attributes(), Attributes.of("k", Value.of(1L)));
  }

  private static Origin origin(int number) {
    return new Origin(
        Attributes.builder().put("service.name", "s" + number).putAll(attributes()).build(),
        "scope " + number,
        Attributes.of("scope.version", Value.of("1." + number)));
  }

  /** Every type, and what tells it from its neighbours. */
  private static Attributes attributes() {
    Attributes nested = Attributes.of("$bytes", Value.of("no bytes"));
    return Attributes.builder()
        .put("a.text", "é \uD83D\uDE00 \u0000 \n \\ \"")
        .put("b.int", Long.MIN_VALUE)
        .put("c.whole", Value.of(1.0))
        .put("d.real", Value.of(0.1))
        .put("e.huge", Value.of(1e300))
        .put("f.nan", Value.of(Double.NaN))
        .put("g.truth", Value.of(true))
        .put("h.bytes", new Value.Bytes(new byte[] {0, -1}))
        .put("i.empty", Value.Empty.INSTANCE)
        .put("j.list", new Value.Array(List.of(Value.of(1), Value.of("1"), Value.of(1.0))))
        .put("k.map", new Value.Map(nested))
        .put("l.none", new Value.Array(List.of()))
        .put("m.date", "2026-01-01")
        .put("n.int", Long.MAX_VALUE)
        .put("o'quoted\".key", "x")
        .build();
  }

  private List<WideEvent> readBack(List<? extends WideEvent> records, long sealAbove) {
    Settings settings = Settings.DEFAULT.sealAbove(sealAbove);
    Path directory = folder.resolve("store");
    try (StoreWriter writer = DuckDbStore.create(directory, settings)) {
      writer.accept(new Batch(List.copyOf(records)));
      writer.finish(new Books("test", 0, Map.of(), Map.of(), List.of()));
    }
    List<WideEvent> read = new ArrayList<>();
    try (Store store = DuckDbStore.open(directory, settings)) {
      Records reader = new Records(new Ask(store, Scope.ALL, false));
      reader.spans(read::add);
      reader.events(read::add);
      reader.samples(read::add);
    }
    read.sort(Comparator.comparingLong(WideEvent::timeNanos));
    return read;
  }
}
