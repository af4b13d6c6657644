package dev.sonde.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Words, lines and endings of a command")
class PurePartsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private record Line(String text, long sizeBytes, boolean binary) {}

  private static List<Line> lines(byte[] bytes, int step) {
    List<Line> lines = new ArrayList<>();
    LineSplitter splitter = new LineSplitter((t, s, b) -> lines.add(new Line(t, s, b)));
    for (int i = 0; i < bytes.length; i += step) {
      byte[] part = java.util.Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + step));
      splitter.accept(part, part.length);
    }
    splitter.finish();
    return lines;
  }

  private static List<String> texts(String text) {
    return lines(text.getBytes(StandardCharsets.UTF_8), 3).stream().map(Line::text).toList();
  }

  @Test
  void lines_end_with_a_newline_or_with_the_stream() {
    assertThat(texts("a\nb\r\n\nc")).containsExactly("a", "b", "", "c");
    assertThat(texts("")).isEmpty();
    assertThat(texts("\n")).containsExactly("");
    assertThat(texts("schön ✓\n")).containsExactly("schön ✓");
  }

  @Test
  void of_what_is_drawn_over_itself_the_last_state_is_kept() {
    assertThat(texts("10 %\r50 %\r100 %\ndone\r\r\n")).containsExactly("100 %", "done");
  }

  @Test
  void a_long_line_is_cut_between_characters_and_says_its_size() {
    byte[] bytes = ("x" + "é".repeat(20_000) + "\nnext").getBytes(StandardCharsets.UTF_8);
    List<Line> lines = lines(bytes, 1000);
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().sizeBytes()).isEqualTo(40_001);
    assertThat(lines.getFirst().binary()).isFalse();
    assertThat(lines.getFirst().text()).isEqualTo("x" + "é".repeat((LineSplitter.LONGEST - 1) / 2));
    assertThat(lines.get(1)).isEqualTo(new Line("next", 4, false));
  }

  @Test
  void bytes_that_are_no_text_are_said_to_be_none() {
    List<Line> lines = lines(new byte[] {'a', 0, (byte) 0xff, '\n', 'b', (byte) 0xe9, '\n'}, 2);
    assertThat(lines)
        .containsExactly(new Line("a\0\ufffd", 3, true), new Line("b\ufffd", 2, false));
  }

  @Test
  void any_bytes_in_any_pieces_give_the_same_lines() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      for (int at = 0; at < bytes.length; at += 7) {
        bytes[at] = random.nextBoolean() ? (byte) '\n' : (byte) '\r';
      }
      assertThat(lines(bytes, 1 + random.nextInt(50)))
          .as("seed %s", seed)
          .isEqualTo(lines(bytes, 400));
    }
  }

  @Test
  void a_line_has_the_level_that_it_says_near_its_beginning() {
    assertThat(SaidLevel.of("2026-11-20 12:00:00 ERROR disk is gone")).isEqualTo(17);
    assertThat(SaidLevel.of("[WARN] x")).isEqualTo(13);
    assertThat(SaidLevel.of("INFO:root:hello")).isEqualTo(9);
    assertThat(SaidLevel.of("{\"level\":\"error\",\"msg\":1}")).isEqualTo(17);
    assertThat(SaidLevel.of("level=warning msg=x")).isEqualTo(13);
    assertThat(SaidLevel.of("CRITICAL: core")).isEqualTo(18);
    assertThat(SaidLevel.of("no error at all")).isZero();
    assertThat(SaidLevel.of("ERRORS=0 /var/ERROR")).isZero();
    assertThat(SaidLevel.of("x".repeat(200) + " ERROR")).isZero();
  }

  @Test
  void values_of_what_sounds_secret_are_hidden() {
    assertThat(
            Redaction.commandLine(
                List.of(
                    "tool",
                    "--password",
                    "p1",
                    "--token=t1",
                    "-v",
                    "--api-key",
                    "k",
                    "DB_PASSWORD=x",
                    "--user",
                    "me",
                    "https://me:pw@host/x",
                    "-H",
                    "Authorization: Bearer abc",
                    "--aws-secret-access-key=z",
                    "--tokenizer",
                    "bert",
                    "--no-password",
                    "--verbose")))
        .containsExactly(
            "tool",
            "--password",
            "[redacted]",
            "--token=[redacted]",
            "-v",
            "--api-key",
            "[redacted]",
            "DB_PASSWORD=[redacted]",
            "--user",
            "me",
            "https://me:[redacted]@host/x",
            "-H",
            "Authorization: [redacted]",
            "--aws-secret-access-key=[redacted]",
            "--tokenizer",
            "bert",
            "--no-password",
            "--verbose");
  }

  @Test
  void endings_are_what_a_shell_makes_of_them() {
    assertThat(Ending.ofShellCode(3)).isEqualTo(Ending.code(3));
    assertThat(Ending.ofShellCode(143).text()).isEqualTo("SIGTERM");
    assertThat(Ending.ofShellCode(255)).isEqualTo(Ending.code(255));
    assertThat(Ending.ofStatus(9)).isEqualTo(Ending.signal(9));
    assertThat(Ending.ofStatus(0x80 | 11)).isEqualTo(Ending.signal(11));
    assertThat(Ending.ofStatus(7 << 8)).isEqualTo(Ending.code(7));
    assertThat(Ending.signal(9).shellCode()).isEqualTo(137);
  }

  @Test
  void words_that_the_locale_can_say_are_started_as_they_are() {
    List<String> words = List.of("echo", "a b");
    assertThat(ExactWords.startable(words, bytes(words), StandardCharsets.US_ASCII))
        .isSameAs(words);
    assertThat(ExactWords.startable(words, null, StandardCharsets.US_ASCII)).isSameAs(words);
  }

  @Test
  void words_that_the_locale_cannot_say_arrive_byte_for_byte() throws Exception {
    List<byte[]> exact =
        new ArrayList<>(bytes(List.of("printf", "%s|", "é\n\n", "", "'\"$x\\`", "-n")));
    exact.add(new byte[] {(byte) 0xff, 1});
    Charset ascii = StandardCharsets.US_ASCII;
    List<String> words = exact.stream().map(word -> new String(word, ascii)).toList();

    Process process = new ProcessBuilder(ExactWords.startable(words, exact, ascii)).start();
    byte[] out = process.getInputStream().readAllBytes();

    assertThat(process.waitFor()).isZero();
    byte[] expected = "é\n\n||'\"$x\\`|-n|\u00ff\u0001|".getBytes(StandardCharsets.UTF_8);
    assertThat(new String(out, StandardCharsets.ISO_8859_1))
        .isEqualTo(
            new String(expected, StandardCharsets.ISO_8859_1).replace("\u00c3\u00bf", "\u00ff"));
  }

  private static List<byte[]> bytes(List<String> words) {
    return words.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
  }

  @Test
  void the_environment_names_the_run_and_keeps_what_was_there() {
    RunIdentity run = RunIdentity.create("my, run", NOON, new Random(1), Map.of());
    Map<String, String> outer =
        Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.name=x, run.id=old,team=a%20b");

    Map<String, String> set = run.environment(outer, "http://localhost:4318");

    assertThat(run.id()).startsWith("20261120T120000-");
    assertThat(set)
        .containsOnly(
            Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318"),
            Map.entry("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            Map.entry("SONDE_OPEN_SPANS", "true"),
            Map.entry(
                "TRACEPARENT", "00-" + run.span().traceHex() + "-" + run.span().spanHex() + "-01"),
            Map.entry(
                "OTEL_RESOURCE_ATTRIBUTES",
                "service.name=x,team=a%20b,run.id=" + run.id() + ",run.name=my%2C%20run"));
    assertThat(run.environment(outer, null)).doesNotContainKey("OTEL_EXPORTER_OTLP_ENDPOINT");
  }

  @Test
  void a_run_under_another_trace_goes_on_with_it() {
    String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    RunIdentity run = RunIdentity.create("x", NOON, new Random(1), Map.of("TRACEPARENT", parent));
    assertThat(run.span().traceHex()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(run.parent()).isEqualTo(0x00f067aa0ba902b7L);
    for (String wrong :
        List.of("", "00-0-0-0", "ff" + parent.substring(2), parent.replace('a', 'z'))) {
      RunIdentity own = RunIdentity.create("x", NOON, new Random(1), Map.of("TRACEPARENT", wrong));
      assertThat(own.parent()).as(wrong).isZero();
    }
  }
}
