package dev.sonde.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import dev.sonde.model.otlp.OtlpJsonWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the writer writes, the importer reads as the same. */
class OtlpJsonWriterTest {

  @ParameterizedTest
  @EnumSource(Signal.class)
  void every_field_of_a_message_survives(Signal signal) {
    for (long seed = 0; seed < 40; seed++) {
      String text =
          OtlpJsonText.of(Messages.filled(ProtobufOracleTest.request(signal), new Random(seed), 0));
      List<WideEvent> records = Reads.json(text).records();
      assertThat(records).isNotEmpty();
      assertSurvives(records, seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"failures", "healthy"})
  void a_capture_survives(String run) throws Exception {
    assertSurvives(Reads.of(new OtlpJsonImporter(), SimulatedRunsTest.capture(run)).records(), 0);
  }

  @Test
  void random_records_survive() {
    long base = new Random().nextLong();
    for (int round = 0; round < 300; round++) {
      Random random = new Random(base + round);
      List<Origin> origins = List.of(Origin.UNKNOWN, origin(random), origin(random));
      List<WideEvent> records = new ArrayList<>();
      for (int i = random.nextInt(20); i >= 0; i--) {
        records.add(record(origins.get(random.nextInt(3)), random));
      }
      assertSurvives(records, base + round);
    }
  }

  @Test
  void nothing_is_written_for_nothing() {
    StringBuilder json = new StringBuilder();
    OtlpJsonWriter.write(List.of(), json);
    assertThat(json).isEmpty();
  }

  private static void assertSurvives(List<WideEvent> records, long seed) {
    StringBuilder json = new StringBuilder();
    OtlpJsonWriter.write(records, json);
    assertThat(json.toString().lines().count()).isLessThanOrEqualTo(3);
    Reads back = Reads.json(json.toString());
    assertThat(back.problems().list()).as("seed %s", seed).isEmpty();
    assertThat(back.records()).as("seed %s", seed).isEqualTo(grouped(records));
  }

  /** By signal, then by the first record of the same origin. */
  private static List<WideEvent> grouped(List<WideEvent> records) {
    List<WideEvent> sorted = new ArrayList<>(records);
    List<Class<? extends WideEvent>> signals = List.of(Span.class, Event.class, Sample.class);
    sorted.sort(
        Comparator.<WideEvent>comparingInt(r -> signals.indexOf(r.getClass()))
            .thenComparingInt(r ->
                records.stream()
                    .filter(o -> o.getClass() == r.getClass())
                    .map(WideEvent::origin)
                    .distinct()
                    .toList()
                    .indexOf(r.origin())));
    return sorted;
  }

  private static WideEvent record(Origin origin, Random random) {
    long time = 1 + random.nextLong(Long.MAX_VALUE - 10);
    Attributes attributes = attributes(random, 3);
    return switch (random.nextInt(3)) {
      case 0 ->
          new Span(
              origin,
              id(random),
              random.nextBoolean() ? 0 : random.nextLong(),
              text(random),
              oneOf(Span.Kind.values(), random),
              time,
              random.nextBoolean() ? Span.OPEN : time + random.nextInt(9),
              oneOf(Span.Status.values(), random),
              random.nextBoolean() ? "" : text(random),
              attributes,
              random.nextBoolean()
                  ? List.of()
                  : List.of(new Span.Moment(time, text(random), attributes, Attributes.EMPTY)),
              random.nextBoolean()
                  ? List.of()
                  : List.of(new Span.Link(id(random), attributes, Attributes.EMPTY)),
              Attributes.EMPTY);
      case 1 ->
          new Event(
              origin,
              time,
              random.nextBoolean() ? "" : text(random),
              random.nextInt(25),
              random.nextBoolean() ? null : value(random, 3),
              random.nextBoolean() ? SpanId.NONE : id(random),
              attributes,
              Attributes.EMPTY);
      default ->
          new Sample(
              origin,
              time,
              text(random),
              text(random),
              random.nextBoolean() ? Sample.Shape.GAUGE : Sample.Shape.SUM,
              real(random),
              attributes,
              Attributes.EMPTY);
    };
  }

  private static Origin origin(Random random) {
    return new Origin(attributes(random, 2), text(random), Attributes.EMPTY);
  }

  private static SpanId id(Random random) {
    return new SpanId(random.nextLong(), random.nextLong(), random.nextLong());
  }

  private static Attributes attributes(Random random, int depth) {
    Attributes.Builder attributes = Attributes.builder();
    for (int i = random.nextInt(5); i > 0; i--) {
      attributes.put(text(random), value(random, depth));
    }
    return attributes.build();
  }

  private static Value value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> Value.of(text(random));
      case 1 -> Value.of(random.nextLong());
      case 2 -> Value.of(real(random));
      case 3 -> Value.of(random.nextBoolean());
      case 4 -> new Value.Bytes(text(random).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      case 5 -> Value.Empty.INSTANCE;
      case 6 -> new Value.Array(List.of(value(random, depth - 1), value(random, depth - 1)));
      default -> new Value.Map(attributes(random, depth - 1));
    };
  }

  private static <T> T oneOf(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  private static double real(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Double.NaN;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> -0.0;
      case 3 -> random.nextInt();
      default -> Double.longBitsToDouble(random.nextLong() & 0x7fdf_ffff_ffff_ffffL);
    };
  }

  private static String text(Random random) {
    String letters = "ab\"\\\n\t\u0001é€😀/ ";
    int[] points = letters.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }
}
