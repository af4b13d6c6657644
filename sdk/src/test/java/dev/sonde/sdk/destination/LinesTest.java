package dev.sonde.sdk.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.RecordJson;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines are RecordJson's, made faster. */
class LinesTest {

  private static final String[] TEXTS = {
    "",
    "load-1",
    "tcp://127.0.0.1:80",
    "a \"quote\" \\",
    "é",
    "\n\t\u0000",
    "\ud83d\ude00",
    "\ud83d",
    "\u007f~",
    "x".repeat(100_000)
  };

  private static String lines(Lines lines) {
    return new String(lines.bytes(), 0, lines.size(), StandardCharsets.UTF_8);
  }

  private static String text(Random random) {
    // The long one seldom, as it takes the time of all others.
    return TEXTS[random.nextInt(random.nextInt(50) == 0 ? TEXTS.length : TEXTS.length - 1)];
  }

  private static long number(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(11) - 5;
      case 1 -> Long.MIN_VALUE + random.nextInt(2);
      case 2 -> Long.MAX_VALUE - random.nextInt(2);
      default -> random.nextLong() >> random.nextInt(64);
    };
  }

  private static Value value(Random random, int depth) {
    return switch (random.nextInt(depth > 2 ? 5 : 8)) {
      case 0, 1 -> Value.of(text(random));
      case 2 -> Value.of(number(random));
      case 3 -> Value.of(random.nextBoolean());
      case 4 -> Value.of(random.nextBoolean() ? random.nextGaussian() : Double.NaN);
      case 5 -> new Value.Array(List.of(value(random, depth + 1), Value.Empty.INSTANCE));
      case 6 -> new Value.Bytes(new byte[] {1, 2, (byte) random.nextInt()});
      default -> new Value.Map(attributes(random, depth + 1));
    };
  }

  private static Attributes attributes(Random random, int depth) {
    Attributes.Builder attributes = Attributes.builder();
    for (int i = random.nextInt(6); i > 0; i--) {
      attributes.put(random.nextInt(5) == 0 ? text(random) : "key." + i, value(random, depth));
    }
    return attributes.build();
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static SpanId id(Random random) {
    return new SpanId(
        random.nextInt(3) * random.nextLong(),
        random.nextInt(2) * random.nextLong(),
        random.nextInt(3) * random.nextLong());
  }

  private static WideEvent record(Random random, Origin origin) {
    Attributes attributes = attributes(random, 0);
    Attributes detail = random.nextInt(3) == 0 ? attributes(random, 1) : Attributes.EMPTY;
    boolean more = random.nextInt(5) == 0;
    return switch (random.nextInt(5)) {
      case 0, 1 ->
          new Span(
              origin,
              id(random),
              random.nextInt(2) * random.nextLong(),
              text(random),
              any(random, Span.Kind.values()),
              number(random),
              random.nextInt(4) == 0 ? Span.OPEN : number(random),
              any(random, Span.Status.values()),
              text(random),
              attributes,
              more ? List.of(new Span.Moment(1, "m", attributes, detail)) : List.of(),
              more ? List.of(new Span.Link(id(random), attributes, detail)) : List.of(),
              detail);
      case 2, 3 ->
          new Event(
              origin,
              number(random),
              text(random),
              random.nextInt(25),
              random.nextBoolean() ? null : value(random, 0),
              id(random),
              attributes,
              detail);
      default ->
          new Sample(
              origin,
              number(random),
              text(random),
              text(random),
              Sample.Shape.GAUGE,
              random.nextGaussian(),
              attributes,
              detail);
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void any_record_has_the_line_that_recordjson_gives_it(long seed) {
    Random random = new Random(seed);
    Lines lines = new Lines();
    for (int batch = 0; batch < 20; batch++) {
      lines.clear();
      StringBuilder expected = new StringBuilder();
      Origin[] origins = {
        Samples.ORIGIN, new Origin(attributes(random, 1), text(random), attributes(random, 1))
      };
      for (int i = 0; i < 50; i++) {
        WideEvent record = record(random, origins[random.nextInt(2)]);
        RecordJson.write(record, expected);
        expected.append('\n');
        lines.add(record);
      }
      assertThat(lines(lines)).as("seed %d, batch %d", seed, batch).isEqualTo(expected.toString());
    }
  }

  @Test
  void the_beginning_of_the_buffer_can_be_let_go() {
    Lines lines = new Lines();
    lines.add(Samples.event("one"));
    int first = lines.size();
    lines.add(Samples.event("two"));
    lines.keepFrom(first);
    assertThat(lines(lines)).isEqualTo(RecordJson.write(Samples.event("two")) + "\n");
  }
}
