package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A mistake is answered with what was wrong, where, and what to do")
class ErrorsTest {

  @TempDir Path folder;

  private Sonde.Ran run(Object... words) {
    return new Sonde(folder).run(words);
  }

  private static void assertFailed(Sonde.Ran ran, int exit, String... said) {
    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("sonde: ").contains(said);
    assertThat(ran.err().lines().count()).isBetween(1L, 3L);
  }

  @Test
  void an_unknown_command_names_the_nearest() {
    assertFailed(run("obsrve"), 2, "obsrve", "observe");
  }

  @Test
  void an_unknown_view_names_the_nearest() {
    assertFailed(run("observe", "overviw", "x.json"), 2, "overviw", "overview");
  }

  @Test
  void an_unknown_option_is_named_with_the_nearest() {
    assertFailed(run("observe", "tasks", "x.json", "--lmit", "3"), 2, "--lmit", "--limit");
  }

  @Test
  void a_missing_file_is_named() {
    Path file = folder.resolve("missing.json");
    assertFailed(run("observe", "overview", file), 3, file.toString());
  }

  @Test
  void an_empty_file_is_an_error_but_an_empty_list_is_not() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.json"));
    Path list = Files.writeString(folder.resolve("list.json"), "[]");

    assertFailed(run("observe", "overview", empty), 3, empty.toString());
    assertThat(run("observe", "overview", list).exit()).isZero();
    assertThat(run("observe", "overview", list, "--json").json().at("/result/spans").asLong())
        .isZero();
  }

  @Test
  void garbage_is_named_with_the_formats_that_are_known() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "these are my notes\n");
    assertFailed(run("observe", "overview", file), 3, file.toString(), "frisky-spans", "otlp-json");
  }

  @Test
  void an_unknown_run_names_those_that_there_are() {
    Path file = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    assertFailed(run("observe", "overview", file, "--run", "nope"), 2, "nope", "e5345b05592c");
  }

  @Test
  void a_time_that_is_none_says_what_to_write() {
    Path file = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    assertFailed(run("observe", "overview", file, "--start", "soon"), 2, "soon", "30s");
  }

  @Test
  void a_moment_beyond_all_clocks_is_no_defect() {
    Path file = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    assertFailed(
        run("observe", "overview", file, "--start", "9999999999999999999"), 2, "99999999", "30s");
  }

  @Test
  void a_pattern_that_is_none_is_named() {
    Path file = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    assertFailed(run("observe", "stats", file, "--where", "name~("), 2, "--where", "name~(");
    // A look ahead is known to Java, and not to the store.
    assertFailed(run("observe", "stats", file, "--where", "name~a(?=b)"), 2, "--where", "a(?=b)");
    assertFailed(run("observe", "logs", file, "--grep", "("), 2, "--grep", "'('");
  }

  @Test
  void a_number_beyond_all_numbers_is_compared_as_text() {
    Path file = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    Sonde.Ran ran = run("observe", "stats", file, "--where", "duration_s=1e999", "--json");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.json().get("total").asLong()).isZero();
  }

  @Test
  void a_message_cannot_steer_the_terminal() {
    Path file = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    Sonde.Ran ran = run("observe", "overview", file, "--run", "no\u001b[31mpe");
    assertFailed(ran, 2, "pe");
    assertThat(ran.err()).doesNotContain("\u001b");
  }

  @Test
  void a_number_that_is_none_is_named() {
    Path file = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    assertFailed(
        run("observe", "stragglers", file, "--least-seconds", "x"), 2, "least-seconds", "x");
  }

  @Test
  void a_live_address_where_nobody_listens_cannot_be_reached() {
    // Port 1 is reserved and refused at once on loopback.
    assertFailed(run("observe", "overview", "http://127.0.0.1:1"), 4, "http://127.0.0.1:1");
  }

  @Test
  void a_cut_file_gives_what_can_be_had_and_says_where_it_was_cut() throws IOException {
    byte[] whole = dev.sonde.testkit.Corpus.unzipped("simulated/failures/spans.json.gz");
    Path cut = Files.write(folder.resolve("cut.json"), java.util.Arrays.copyOf(whole, 1_000_001));

    Sonde.Ran ran = run("observe", "overview", cut, "--json");

    assertThat(ran.exit()).isZero();
    assertThat(ran.json().at("/coverage/problems/0/code").asText()).isEqualTo("truncated");
    assertThat(ran.json().at("/coverage/problems/0/where").asText()).contains("byte");
    assertThat(ran.json().at("/result/spans").asLong()).isBetween(3000L, 9400L);
  }
}
