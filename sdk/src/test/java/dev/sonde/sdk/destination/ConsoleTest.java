package dev.sonde.sdk.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.model.Attributes;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTest {

  private static String shown(boolean colours, WideEvent... records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReadableLine line = new ReadableLine("HH:mm:ss.SSS", ZoneOffset.UTC, colours);
    try (Console console = new Console(out, line)) {
      console.write(List.of(records));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Span failed(Attributes attributes) {
    return new Span(
        Samples.ORIGIN,
        new SpanId(1, 2, 3),
        0,
        "load",
        Span.Kind.INTERNAL,
        0,
        2_500_000_000L,
        Span.Status.ERROR,
        "no such file",
        attributes,
        List.of(),
        List.of(),
        Attributes.EMPTY);
  }

  @Test
  void a_record_is_one_line_of_time_level_name_what_and_keys() throws IOException {
    Attributes task =
        Attributes.builder()
            .put("run.id", "r1")
            .put("size", 3)
            .put("task.key", "load-1")
            .put("where", "a b")
            .build();
    assertThat(
            shown(
                false,
                Samples.event("task.transition", task),
                Samples.span("store"),
                failed(task),
                new Sample(
                    Samples.ORIGIN,
                    1_000_000,
                    "memory",
                    "By",
                    Sample.Shape.GAUGE,
                    2.5,
                    Attributes.EMPTY,
                    Attributes.EMPTY)))
        .isEqualTo(
            """
            00:00:00.000 INFO   task.transition task.key=load-1 size=3 where="a b"
            00:00:00.013 SPAN   store 13.5 ms
            00:00:02.500 FAILED load 2.50 s: no such file task.key=load-1 size=3 where="a b"
            00:00:00.001 SAMPLE memory 2.5 By
            """);
  }

  @Test
  void colours_stand_around_the_parts_of_a_line() throws IOException {
    assertThat(shown(true, Samples.span("store")))
        .isEqualTo(
            "\u001b[2m00:00:00.013\u001b[0m \u001b[36mSPAN\u001b[0m   \u001b[1mstore\u001b[0m 13.5"
                + " ms\n");
  }

  @Test
  void what_a_program_says_can_neither_steer_the_terminal_nor_forge_a_line() throws IOException {
    Attributes hostile =
        Attributes.of("k\u001b[2J", Value.of("a\nERROR forged\r\u0007\u202e\u2028end"));
    assertThat(shown(false, Samples.event("name\u001b]0;title\u0007", hostile)))
        .isEqualTo(
            "00:00:00.000 INFO   name\uFFFD]0;title\uFFFD"
                + " k\uFFFD[2J=\"a\\nERROR forged\uFFFD\uFFFD\uFFFD\uFFFDend\"\n");
  }

  @Test
  void long_values_are_cut_and_keys_beyond_the_eighth_counted() throws IOException {
    Attributes.Builder many = Attributes.builder().put("long", "x".repeat(500));
    for (int i = 0; i < 10; i++) {
      many.put("k" + i, i);
    }
    assertThat(shown(false, Samples.event("e", many.build())))
        .isEqualTo(
            "00:00:00.000 INFO   e long="
                + "x".repeat(120)
                + "… k0=0 k1=1 k2=2 k3=3 k4=4 k5=5 k6=6 (+3)\n");
  }

  @Test
  void colours_are_for_terminals_that_want_them() {
    // The tests' standard error is a file or a pipe.
    assertThat(ConsoleType.wantsColours(Map.of("TERM", "xterm", "NO_COLOR", "1"), 2)).isFalse();
    assertThat(ConsoleType.wantsColours(Map.of("TERM", "dumb"), 2)).isFalse();
    assertThat(ConsoleType.wantsColours(Map.of("TERM", "xterm"), 99)).isFalse();
  }

  @Test
  void a_text_is_the_same_lines_in_a_file_that_is_renamed_when_it_is_long(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("logs/sonde.log");
    DestinationSpec spec = DestinationSpec.text(file).with("max_bytes", "60");
    try (Destination text = Destinations.open(spec)) {
      text.write(List.of(Samples.span("one"), Samples.span("two")));
      text.write(List.of(Samples.span("three")));
    }
    Path old = folder.resolve("logs/sonde.log.1");
    assertThat(Files.readString(old))
        .matches(
            """
            1970-01-01 \\d\\d:\\d\\d:00\\.013[+-]\\d\\d:\\d\\d SPAN   one 13\\.5 ms
            1970-01-01 \\d\\d:\\d\\d:00\\.013[+-]\\d\\d:\\d\\d SPAN   two 13\\.5 ms
            """);
    assertThat(Files.readAllLines(file)).hasSize(1);
    try (Destination text = Destinations.open(DestinationSpec.text(file))) {
      text.write(List.of(Samples.span("four")));
      Files.delete(file);
      text.write(List.of(Samples.span("five")));
    }
    assertThat(Files.readString(file)).contains("five").doesNotContain("four");
  }
}
