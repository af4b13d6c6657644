package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.record.Records;
import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.Statement;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the record reader gives back is what was written, whatever the layout. */
class RoundTripTest {

  private static final List<String> KEYS =
      List.of(
          "z",
          "a",
          "",
          "a.b",
          "a\"b",
          "it's",
          "a/b~c",
          "ünï 🛰",
          "$bytes",
          "$real",
          "$map",
          "A",
          "nul\0",
          "line\nbreak",
          "b.c.d",
          "0",
          "[1]",
          "{\"x\"}",
          "k1",
          "k2",
          "k3");

  private static final List<Value> HARD =
      List.of(
          Value.of(Long.MIN_VALUE),
          Value.of(Long.MAX_VALUE),
          Value.of((1L << 53) + 1),
          Value.of(0),
          Value.of(2.0),
          Value.of(-0.0),
          Value.of(0.1),
          Value.of(1e16),
          Value.of(12345678.9),
          Value.of(Double.MIN_VALUE),
          Value.of(Double.MAX_VALUE),
          Value.of(Double.NaN),
          Value.of(Double.POSITIVE_INFINITY),
          Value.of(Double.NEGATIVE_INFINITY),
          Value.of(true),
          Value.of(false),
          Value.of(""),
          Value.of("null"),
          Value.of("2.0"),
          Value.of("{\"z\":1,\"a\":2}"),
          Value.of("quote \" backslash \\ nul \0 del \u007f ünïcödé 🛰 '"),
          Value.of("2024-01-01 00:00:00"),
          new Value.Bytes(new byte[0]),
          new Value.Bytes(new byte[] {0, -1, 127}),
          Value.Empty.INSTANCE,
          new Value.Array(List.of()),
          new Value.Map(Attributes.EMPTY));

  @TempDir Path folder;

  private static Value value(Random random, int depth) {
    int kind = random.nextInt(depth > 2 ? 8 : 10);
    if (kind < 8) {
      return HARD.get(random.nextInt(HARD.size()));
    }
    if (kind == 8) {
      List<Value> values = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        values.add(value(random, depth + 1));
      }
      return new Value.Array(values);
    }
    return new Value.Map(attributes(random, depth + 1));
  }

  private static Attributes attributes(Random random, int depth) {
    Attributes.Builder builder = Attributes.builder();
    for (int i = random.nextInt(6); i > 0; i--) {
      builder.put(KEYS.get(random.nextInt(KEYS.size())), value(random, depth));
    }
    return builder.build();
  }

  private static <E> E pick(E[] all, int i) {
    return List.of(all).get(i % all.length);
  }

  private static List<WideEvent> records(Random random) {
    List<WideEvent> records = new ArrayList<>();
    for (int i = 1; i <= 400; i++) {
      Origin origin = new Origin(attributes(random, 0));
      long at = 1_790_000_000_000_000_000L + i;
      SpanId id = new SpanId(5, 6, i);
      Attributes detail = attributes(random, 0);
      records.add(
          new Span(
              origin,
              id,
              i / 2,
              "n" + i % 3,
              pick(Span.Kind.values(), i),
              at,
              i % 7 == 0 ? Span.OPEN : at + i,
              pick(Span.Status.values(), i),
              i % 3 == 2 ? "why" : "",
              attributes(random, 0),
              List.of(new Span.Moment(at, "m", attributes(random, 0), detail)),
              List.of(new Span.Link(new SpanId(1, 2, i), attributes(random, 0), detail)),
              detail));
      Value body = i % 4 == 0 ? null : value(random, 0);
      records.add(new Event(origin, at, "e" + i, i % 20, body, id, attributes(random, 0), detail));
      records.add(
          new Sample(
              origin,
              at,
              "s" + i,
              "By",
              pick(Sample.Shape.values(), i),
              i % 5 == 0 ? Double.NaN : i / 3.0,
              attributes(random, 0),
              detail));
    }
    return records;
  }

  private Store stored(List<WideEvent> records, boolean sealed) {
    Path directory = folder.resolve(sealed ? "sealed" : "text");
    Settings settings = Settings.DEFAULT.sealAbove(sealed ? 0 : Long.MAX_VALUE);
    try (StoreWriter writer = DuckDbStore.create(directory, settings)) {
      writer.accept(new Batch(records));
      writer.finish(new Books("test", 0, Map.of(), Map.of(), List.of()));
    }
    return DuckDbStore.open(directory, Settings.DEFAULT);
  }

  private static List<WideEvent> read(Store store) {
    List<WideEvent> read = new ArrayList<>();
    Records records = new Records(new Ask(store, Scope.ALL, false));
    records.spans(read::add);
    records.events(read::add);
    records.samples(read::add);
    return read;
  }

  private static List<@Nullable String> texts(Store store, String expression) {
    return store
        .queries()
        .list(
            new Statement("SELECT " + expression + " AS text FROM span ORDER BY span_no"),
            row -> row.textOrNull("text"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void both_layouts_give_back_what_was_written(long seed) {
    System.out.println("RoundTripTest seed " + seed);
    List<WideEvent> written = records(new Random(seed));
    try (Store text = stored(written, false);
        Store sealed = stored(written, true)) {
      assertThat(read(text)).containsExactlyInAnyOrderElementsOf(written);
      assertThat(read(sealed)).containsExactlyInAnyOrderElementsOf(written);
      for (String key : keys(written)) {
        assertThat(texts(sealed, sealed.dialect().attribute(key)))
            .as("attribute " + key)
            .isEqualTo(texts(text, text.dialect().attribute(key)));
        String attr = "attr(attributes, " + Database.literal(key) + ")";
        assertThat(texts(sealed, attr)).as(attr).isEqualTo(texts(text, attr));
      }
    }
  }

  private static Collection<String> keys(List<WideEvent> records) {
    TreeSet<String> keys = new TreeSet<>();
    for (WideEvent record : records) {
      record.attributes().forEach((key, _) -> keys.add(key));
    }
    return keys;
  }

  @Test
  void a_lone_surrogate_becomes_the_replacement_character_in_both() {
    List<WideEvent> torn =
        List.of(
            dev.sonde.engine.store.Records.span(
                1, "n", 0, 1, dev.sonde.engine.store.Records.attributes("k", "a\ud800b")));
    for (boolean sealed : new boolean[] {false, true}) {
      try (Store store = stored(torn, sealed)) {
        assertThat(read(store))
            .extracting(record -> Objects.requireNonNull(record.attributes().get("k")))
            .containsExactly(Value.of("a\ufffdb"));
      }
    }
  }
}
