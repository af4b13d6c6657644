package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** traces, trace and span on the simulated failures. */
class TraceViewsTest {

  @TempDir Path folder;
  private Sonde sonde;
  private Path frisky;
  private Path otlp;

  @BeforeEach
  void start() {
    sonde = new Sonde(folder);
    frisky = Sonde.capture("failures", "spans.json.gz", folder);
    otlp = Sonde.capture("failures", "otlp.jsonl.gz", folder);
  }

  @Test
  void a_run_in_opentelemetry_is_one_trace_with_its_five_errors() {
    JsonNode answer = sonde.observe("traces", otlp);
    assertThat(answer.get("total").asInt()).isEqualTo(1);
    JsonNode trace = answer.at("/result/rows/0");
    assertThat(trace.get("root").asText()).isEqualTo("run");
    assertThat(trace.get("errors").asInt()).isEqualTo(5);
    assertThat(trace.get("spans").asLong()).isEqualTo(answer.at("/coverage/spans").asLong());
  }

  @Test
  void a_trace_without_a_matching_span_is_not_listed() {
    assertThat(sonde.observe("traces", otlp, "--name", "no such span").get("total").asInt())
        .isZero();
    assertThat(sonde.observe("traces", otlp, "--where", "status=error").get("total").asInt())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0x1", "00000000000000000000000000000001"})
  void friskys_trace_is_found_however_its_number_is_written(String id) {
    JsonNode answer = sonde.observe("trace", frisky, id);
    assertThat(answer.at("/result/trace_id").asText())
        .isEqualTo("00000000000000000000000000000001");
    assertThat(answer.get("total").asLong()).isEqualTo(answer.at("/coverage/spans").asLong());
  }

  @Test
  void the_beginning_of_an_id_is_enough() {
    String id = sonde.observe("traces", otlp).at("/result/rows/0/trace_id").asText();
    assertThat(sonde.observe("trace", otlp, id.substring(0, 6)).at("/result/trace_id").asText())
        .isEqualTo(id);
    String cut = id.substring(0, 5) + "…" + id.substring(28);
    assertThat(sonde.observe("trace", otlp, cut).at("/result/trace_id").asText()).isEqualTo(id);
  }

  @Test
  void own_times_of_a_tree_without_overlaps_of_children_add_up_to_no_more_than_its_durations() {
    String id = sonde.observe("traces", otlp).at("/result/rows/0/trace_id").asText();
    JsonNode rows = sonde.observe("trace", otlp, id, "--limit", "100000").at("/result/rows");
    for (JsonNode row : rows) {
      if (!row.get("self_s").isNull()) {
        assertThat(row.get("self_s").asDouble()).isBetween(0.0, row.get("duration_s").asDouble());
      }
    }
    assertThat(rows.get(0).get("name").asText()).isEqualTo("run");
    assertThat(rows.get(0).get("depth").asInt()).isZero();
  }

  @Test
  void an_unknown_trace_is_a_mistake_that_names_what_there_is() {
    Sonde.Ran ran = sonde.run("observe", "trace", frisky, "7");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("no trace '7'").contains("0x1");
  }

  @Test
  void an_id_of_several_processes_has_to_be_said_with_one_of_them() {
    Sonde.Ran ran = sonde.run("observe", "span", frisky, "1");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("WORKER/SPAN").contains("client/0x1  client.lower_graph");
    JsonNode span = sonde.observe("span", frisky, "10.0.0.1:40001/1").get("result");
    assertThat(span.get("worker").asText()).isEqualTo("10.0.0.1:40001");
    assertThat(span.get("name").asText()).isEqualTo("worker.receive_task");
  }

  @Test
  void a_failed_attempt_shows_its_error_its_process_and_its_task() {
    Sonde.Ran failed =
        sonde.run("observe", "spans", otlp, "--where", "status=error", "--csv", "--limit", "1");
    String[] head = failed.out().lines().findFirst().orElseThrow().split(",", -1);
    assertThat(head[0]).isEqualTo("trace_id");
    String[] cells = failed.out().lines().skip(1).findFirst().orElseThrow().split(",", -1);
    JsonNode span = sonde.observe("span", otlp, cells[0] + ":" + cells[1]).get("result");
    assertThat(span.get("status").asText()).isEqualTo("error");
    assertThat(span.get("task_key").asText()).isEqualTo(span.at("/attributes/task.key").asText());
    assertThat(span.at("/resource/worker.id").asText()).isEqualTo(span.get("worker").asText());
    assertThat(span.get("end_ns").isTextual()).isTrue();
  }
}
