package dev.sonde.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

  private static final String[] NASTY = {
    "",
    "$bytes",
    "$map",
    "$real",
    "\ud800",
    "\udc00x",
    "a\"b\\c",
    "\n\t\u0000\u001f",
    "é漢😀",
    "spans",
    "null",
  };

  @Test
  void every_record_reads_back_equal() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      WideEvent record = record(random);
      String line = RecordJson.write(record);
      assertThat(RecordJson.read(line))
          .as("seed %d, record %d: %s", seed, i, line)
          .isEqualTo(record);
      assertThat(line).doesNotContain("\n");
    }
  }

  @Test
  void every_attribute_reads_back_equal() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Attributes attributes = attributes(random, 0);
      String json = AttributesJson.write(attributes);
      assertThat(AttributesJson.read(json)).as("seed %d: %s", seed, json).isEqualTo(attributes);
    }
  }

  @Test
  void a_text_of_ten_million_characters_reads_back_equal() {
    Attributes huge = Attributes.of("body", Value.of("x\"".repeat(5_000_000)));
    assertThat(AttributesJson.read(AttributesJson.write(huge))).isEqualTo(huge);
  }

  @Test
  void mutated_lines_are_records_or_refused_with_their_place() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder line = new StringBuilder(RecordJson.write(record(random)));
      for (int changes = 1 + random.nextInt(3); changes > 0 && line.length() > 1; changes--) {
        int at = random.nextInt(line.length());
        if (random.nextBoolean()) {
          line.deleteCharAt(at);
        } else {
          line.setCharAt(at, "{}[]\":,0e-$n\\u".charAt(random.nextInt(14)));
        }
      }
      try {
        RecordJson.read(line.toString());
      } catch (JsonFormatException refused) {
        assertThat(refused).as("seed %d", seed).hasMessageMatching("(?s).*(found|unknown).*");
      }
    }
  }

  @Test
  void deep_nesting_is_refused_and_exhausts_no_stack() {
    String deep = "{\"a\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> AttributesJson.read(deep))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("deeper than 500");
  }

  @Test
  void readers_share_one_origin_among_records_with_equal_ones() {
    RecordJson.Reader reader = new RecordJson.Reader();
    String line =
        "{\"kind\":\"event\",\"time_ns\":\"5\",\"resource\":{\"service.name\":\"a\"},\"extra\":1}";
    WideEvent first = reader.read(line);
    assertThat(reader.read(line).origin()).isSameAs(first.origin());
    assertThat(first.attributes().integer("extra")).isEqualTo(1);
  }

  private static WideEvent record(Random random) {
    Origin origin =
        random.nextInt(4) == 0
            ? Origin.UNKNOWN
            : new Origin(attributes(random, 1), text(random), attributes(random, 2));
    Attributes attributes = attributes(random, 0);
    Attributes detail = attributes(random, 2);
    return switch (random.nextInt(3)) {
      case 0 -> span(random, origin, attributes, detail);
      case 1 ->
          new Event(
              origin,
              random.nextLong(),
              text(random),
              random.nextInt(25),
              random.nextBoolean() ? null : value(random, 0),
              id(random),
              attributes,
              detail);
      default ->
          new Sample(
              origin,
              random.nextLong(),
              text(random),
              text(random),
              any(random, Sample.Shape.values()),
              real(random),
              attributes,
              detail);
    };
  }

  private static Span span(Random random, Origin origin, Attributes attributes, Attributes detail) {
    List<Span.Moment> moments = new ArrayList<>();
    List<Span.Link> links = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      moments.add(
          new Span.Moment(
              random.nextLong(), text(random), attributes(random, 2), attributes(random, 2)));
      links.add(new Span.Link(id(random), attributes(random, 2), attributes(random, 2)));
    }
    return new Span(
        origin,
        id(random),
        random.nextBoolean() ? 0 : random.nextLong(),
        text(random),
        any(random, Span.Kind.values()),
        random.nextLong(),
        random.nextInt(4) == 0 ? Span.OPEN : random.nextLong(),
        any(random, Span.Status.values()),
        text(random),
        attributes,
        moments,
        links,
        detail);
  }

  private static SpanId id(Random random) {
    return new SpanId(part(random), part(random), part(random));
  }

  private static <E> E any(Random random, E[] values) {
    return values[random.nextInt(values.length)];
  }

  private static long part(Random random) {
    return random.nextInt(3) == 0 ? 0 : random.nextLong();
  }

  private static Attributes attributes(Random random, int depth) {
    Attributes.Builder attributes = Attributes.builder();
    for (int i = random.nextInt(depth > 1 ? 3 : 6); i > 0; i--) {
      attributes.put(text(random), value(random, depth));
    }
    return attributes.build();
  }

  private static Value value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 8)) {
      case 0 -> Value.of(text(random));
      case 1 -> Value.of(random.nextLong());
      case 2 -> Value.of(real(random));
      case 3 -> Value.of(random.nextBoolean());
      case 4 -> Value.Empty.INSTANCE;
      case 5 -> {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        yield new Value.Bytes(bytes);
      }
      case 6 -> new Value.Map(attributes(random, depth + 1));
      default -> {
        List<Value> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          values.add(value(random, depth + 1));
        }
        yield new Value.Array(values);
      }
    };
  }

  private static double real(Random random) {
    double[] special = {
      Double.NaN, 0.0, -0.0, 1, 1e300, Double.MIN_VALUE, Double.POSITIVE_INFINITY, -1.0 / 0.0
    };
    return random.nextBoolean()
        ? special[random.nextInt(special.length)]
        : Double.longBitsToDouble(random.nextLong() & 0x7fefffffffffffffL);
  }

  private static String text(Random random) {
    if (random.nextBoolean()) {
      return NASTY[random.nextInt(NASTY.length)];
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(
          (char) (random.nextInt(8) == 0 ? random.nextInt(65536) : 32 + random.nextInt(90)));
    }
    return text.toString();
  }
}
