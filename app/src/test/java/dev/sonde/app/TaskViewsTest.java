package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskViewsTest {

  private static final String LOAD = "('load-0b83a05f9cd86d64285543ff5ca180e1', 104)";
  private static final String RECHUNK = "('rechunk-70762eb893a5b50e88068b83f3ff90fa', 19)";

  @TempDir static Path folder;

  private static Sonde sonde() {
    return new Sonde(folder);
  }

  private static Path otlp() {
    return Sonde.capture("failures", "otlp.jsonl.gz", folder);
  }

  private static Path frisky() {
    return Sonde.capture("failures", "spans.json.gz", folder);
  }

  private static List<String> texts(JsonNode rows, String field) {
    List<String> texts = new ArrayList<>();
    rows.forEach(row -> texts.add(row.get(field).isNull() ? "-" : row.get(field).asText()));
    return texts;
  }

  @Test
  void tasks_come_erred_first_then_longest_and_are_cut_where_they_lie() {
    JsonNode answer = sonde().observe("tasks", otlp(), "--limit", "7");

    assertThat(answer.get("total").asLong()).isEqualTo(824);
    assertThat(texts(answer.at("/result/rows"), "state"))
        .containsExactly("erred", "erred", "erred", "erred", "erred", "memory", "memory");
    assertThat(answer.at("/result/rows/5/duration_s").asDouble())
        .isEqualTo(Sonde.truth("failures", "otlp").at("/prefixes/load/max_s").asDouble());
  }

  @Test
  void a_task_that_never_ran_has_no_queue_and_no_duration() {
    JsonNode row =
        sonde().observe("tasks", otlp(), "--state", "waiting", "--limit", "1").at("/result/rows/0");

    assertThat(row.get("queue_s").isNull()).isTrue();
    assertThat(row.get("duration_s").isNull()).isTrue();
    assertThat(row.get("attempts").asLong()).isZero();
  }

  @Test
  void each_erred_load_is_a_root_that_stops_29_tasks() {
    JsonNode rows = sonde().observe("erred", otlp()).at("/result/rows");

    assertThat(texts(rows, "root")).containsExactly("-", "-", "-", "-", "-");
    assertThat(texts(rows, "blocking")).containsExactly("29", "29", "29", "29", "29");
    assertThat(texts(rows, "error")).containsOnly("ValueError: bad chunk");
  }

  @Test
  void blocked_tasks_miss_141_dependencies_in_all_and_none_is_queued() {
    JsonNode blocked = sonde().observe("blocked", otlp(), "--limit", "1000");

    assertThat(blocked.get("total").asLong()).isEqualTo(99);
    long missing = 0;
    for (JsonNode row : blocked.at("/result/rows")) {
      missing += row.get("missing").asLong();
      assertThat(row.get("waiting_for")).isNotEmpty();
    }
    assertThat(missing).isEqualTo(141);
    assertThat(sonde().observe("queued", otlp()).get("total").asLong()).isZero();
  }

  @Test
  void a_task_is_found_by_its_key_its_shortened_form_and_a_part_of_its_own() {
    for (String key :
        List.of(
            LOAD, "('load-0b83a…5ca180e1', 104)", "load-0b83a05f9cd86d64285543ff5ca180e1', 104")) {
      assertThat(sonde().observe("task", otlp(), key).at("/result/key").asText()).isEqualTo(LOAD);
    }
  }

  @Test
  void several_matches_and_none_are_wrong_usage_that_names_keys() {
    Sonde.Ran several = sonde().run("observe", "task", otlp(), "sum-aggregate");
    Sonde.Ran none = sonde().run("observe", "deps", otlp(), "('load-0b83', 9999)");

    assertThat(several.exit()).isEqualTo(2);
    assertThat(several.err()).contains("several tasks fit 'sum-aggregate'", "and more");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("no task '('load-0b83', 9999)'; nearest: ('load-0b83a05f");
  }

  @Test
  void a_waiting_task_names_what_it_waits_for_first() {
    JsonNode task = sonde().observe("task", otlp(), RECHUNK).get("result");

    assertThat(task.get("state").asText()).isEqualTo("waiting");
    assertThat(texts(task.get("dependencies"), "state"))
        .containsExactly("waiting", "memory", "memory");
    assertThat(texts(task.get("events"), "name")).containsExactly("task.transition");
    assertThat(task.get("attempts")).isEmpty();
    assertThat(task.get("spans")).isEmpty();
    assertThat(task.get("waits")).isEmpty();
    assertThat(task.get("why").asText())
        .startsWith("Has not started: 1 of 3 dependencies are not done, first ");
    assertThat(texts(sonde().observe("dependents", otlp(), LOAD).at("/result/rows"), "key"))
        .containsExactly("('normalise-3952181c55fae763820cd0eeaec17a32', 104)");
  }

  @Test
  void a_source_without_dependencies_and_transitions_says_so_and_answers_nothing() {
    for (String view : List.of("erred", "blocked", "queued")) {
      Sonde.Ran ran = sonde().run("observe", view, frisky());
      assertThat(ran.exit()).isZero();
      assertThat(ran.out()).contains("The source").contains("task.transition");
      assertThat(sonde().observe(view, frisky()).at("/result/rows")).isEmpty();
    }
  }
}
