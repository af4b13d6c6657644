package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.testkit.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes a source incomplete, and what does not. */
class CheckViewTest {

  @TempDir Path folder;

  @Test
  void whole_captures_are_complete_in_both_formats() {
    for (String run : Corpus.SIMULATED) {
      for (String file : List.of("spans.json.gz", "otlp.jsonl.gz")) {
        Sonde.Ran ran =
            new Sonde(folder).run("observe", "check", Sonde.capture(run, file, folder), "--json");

        assertThat(ran.exit()).as(run + " " + file).isZero();
        assertThat(failed(ran)).as(run + " " + file).isEmpty();
      }
    }
  }

  @Test
  void a_file_that_was_cut_is_incomplete_and_exits_with_one() throws IOException {
    byte[] whole = Corpus.unzipped("simulated/healthy/spans.json.gz");
    String cut = new String(whole, 0, whole.length / 2, StandardCharsets.UTF_8);
    Sonde.Ran ran = check(cut);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.json().get("result").get("complete").asBoolean()).isFalse();
    assertThat(failed(ran)).containsExactly("truncated");
  }

  @Test
  void duplicates_are_counted_and_harm_nothing() throws IOException {
    String spans = String.join(", ", span("client.submit", 1, 1000), span("client.lower", 2, 500));
    Sonde.Ran ran = check("[" + spans + ", " + spans + "]");

    assertThat(ran.exit()).isZero();
    assertThat(verdict(ran, "duplicates").get("figure").asLong()).isEqualTo(2);
    assertThat(verdict(ran, "duplicates").get("ok").asBoolean()).isTrue();
  }

  @Test
  void an_open_span_makes_a_source_incomplete() throws IOException {
    String open =
        "{\"name\": \"client.submit\", \"worker\": \"\", \"start_ns\": 1790000000000000000}";
    Sonde.Ran ran = check("[" + open + "]");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(failed(ran)).containsExactly("open");
    assertThat(verdict(ran, "open").get("figure").asLong()).isEqualTo(1);
  }

  @Test
  void attempts_whose_own_span_is_missing_are_not_covered() throws IOException {
    Sonde.Ran ran =
        check(
            "["
                + span("scheduler.handle_update_graph", 1, 10)
                + ", "
                + task("worker.exec.call", 2, 100, "add-1")
                + ", "
                + task("worker.store_data", 3, 5, "add-2")
                + "]");

    assertThat(failed(ran)).containsExactly("coverage");
    assertThat(verdict(ran, "coverage").get("figure").asLong()).isEqualTo(1);
  }

  @Test
  void a_dump_of_the_longest_spans_is_recognised_by_its_order() throws IOException {
    List<String> spans = new ArrayList<>();
    spans.add(span("scheduler.handle_update_graph", 1, 2000));
    for (int i = 0; i < 150; i++) {
      spans.add(task("worker.exec.call", 2 + i, 1000 - i, "add-" + i));
    }
    Sonde.Ran ran = check("[" + String.join(",", spans) + "]");

    assertThat(failed(ran)).containsExactly("longest_only");
    assertThat(verdict(ran, "longest_only").get("message").asText()).contains("longest spans");
  }

  @Test
  void work_without_a_graph_that_arrived_is_the_end_of_a_run() throws IOException {
    List<String> spans = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      spans.add(task("worker.receive_task", 2 * i + 1, 5, "add-" + i));
      spans.add(task("worker.exec.call", 2 * i + 2, 100 + i, "add-" + i));
    }
    Sonde.Ran ran = check("[" + String.join(",", spans) + "]");

    assertThat(failed(ran)).containsExactly("tail");
  }

  private Sonde.Ran check(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("spans.json"), json);
    return new Sonde(folder).run("observe", "check", file, "--json");
  }

  private static List<String> failed(Sonde.Ran ran) {
    List<String> failed = new ArrayList<>();
    for (JsonNode verdict : ran.json().get("result").get("verdicts")) {
      if (!verdict.get("ok").asBoolean()) {
        failed.add(verdict.get("name").asText());
      }
    }
    return failed;
  }

  private static JsonNode verdict(Sonde.Ran ran, String name) {
    for (JsonNode verdict : ran.json().get("result").get("verdicts")) {
      if (verdict.get("name").asText().equals(name)) {
        return verdict;
      }
    }
    throw new AssertionError("no verdict " + name);
  }

  private static String span(String name, int id, long micros) {
    return record(name, "", id, micros, "");
  }

  private static String task(String name, int id, long micros, String key) {
    return record(name, "w1", id, micros, "\"keys\": [\"" + key + "\"], ");
  }

  private static String record(String name, String worker, int id, long micros, String more) {
    long start = 1_790_000_000_000_000_000L + id * 3_000_000L;
    return "{\"name\": \"%s\", \"worker\": \"%s\", \"span_id\": %d, %s\"start_ns\": %d, \"end_ns\": %d}"
        .formatted(name, worker, id, more, start, start + micros * 1000);
  }
}
