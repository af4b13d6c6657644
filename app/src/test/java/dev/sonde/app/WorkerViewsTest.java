package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerViewsTest {

  private static final Offset<Double> NANOSECOND = within(1e-9);

  @TempDir Path folder;

  private Path failures() {
    return Sonde.capture("failures", "otlp.jsonl.gz", folder);
  }

  private static double sum(JsonNode rows, String field) {
    double sum = 0;
    for (JsonNode row : rows) {
      sum += row.get(field).asDouble();
    }
    return sum;
  }

  @Test
  void workers_share_all_attempts_and_their_time_between_them() {
    JsonNode rows = new Sonde(folder).observe("workers", failures()).at("/result/rows");
    JsonNode truth = Sonde.truth("failures", "otlp");
    assertThat(rows).hasSize(truth.get("workers").asInt());
    assertThat(sum(rows, "attempts")).isEqualTo(sum(truth.get("prefixes"), "attempts"));
    assertThat(sum(rows, "busy_s")).isCloseTo(sum(truth.get("prefixes"), "total_s"), NANOSECOND);
    for (JsonNode row : rows) {
      assertThat(row.get("slots").asLong()).isEqualTo(2);
      assertThat(row.get("window_s").asDouble())
          .isCloseTo(truth.get("wall_clock_s").asDouble(), NANOSECOND);
      assertThat(row.get("utilization").asDouble())
          .isCloseTo(
              row.get("busy_s").asDouble() / (2 * truth.get("wall_clock_s").asDouble()),
              NANOSECOND);
      assertThat(row.get("memory_bytes").isNull()).isTrue();
    }
  }

  @Test
  void detail_adds_up_to_the_kinds_of_tasks() {
    JsonNode rows =
        new Sonde(folder).observe("detail", failures(), "--limit", "100").at("/result/rows");
    Sonde.truth("failures", "otlp")
        .get("prefixes")
        .properties()
        .forEach(prefix -> {
          double total = 0;
          long attempts = 0;
          long erred = 0;
          for (JsonNode row : rows) {
            if (row.get("prefix").asText().equals(prefix.getKey())) {
              total += row.get("total_s").asDouble();
              attempts += row.get("attempts").asLong();
              erred += row.get("erred").asLong();
            }
          }
          assertThat(total).isCloseTo(prefix.getValue().get("total_s").asDouble(), NANOSECOND);
          assertThat(attempts).isEqualTo(prefix.getValue().get("attempts").asLong());
          assertThat(erred).isEqualTo(prefix.getValue().get("erred").asLong());
        });
  }

  @Test
  void the_planted_slow_worker_is_the_first_by_factor() {
    JsonNode first =
        new Sonde(folder)
            .observe(
                "detail",
                Sonde.capture("slow_worker", "spans.json.gz", folder),
                "--sort",
                "factor:desc")
            .at("/result/rows/0");
    assertThat(first.get("worker").asText()).isEqualTo("10.0.0.3:40021");
    assertThat(first.get("factor").asDouble()).isGreaterThan(3);
  }

  @Test
  void the_cluster_stands_at_the_end_as_the_simulation_says() {
    JsonNode result = new Sonde(folder).observe("cluster", failures()).get("result");
    JsonNode truth = Sonde.truth("failures", "otlp");
    assertThat(result.at("/state/erred").asInt()).isEqualTo(truth.get("erred").size());
    assertThat(result.at("/state/waiting").asInt()).isEqualTo(truth.get("waiting").size());
    assertThat(sum(result.get("workers"), "busy")).isZero();
    assertThat(result.get("workers_idle").asInt()).isEqualTo(8);
  }

  @Test
  void in_the_middle_every_slot_is_busy_and_states_still_add_up() {
    JsonNode result =
        new Sonde(folder).observe("cluster", failures(), "--at", "800ms").get("result");
    assertThat(sum(result.get("workers"), "busy")).isEqualTo(16);
    assertThat(result.at("/state/processing").asInt()).isEqualTo(16);
    assertThat(result.at("/state/erred").asInt()).isEqualTo(5);
    int tasks = 0;
    for (JsonNode state : result.get("state")) {
      tasks += state.asInt();
    }
    assertThat(tasks).isEqualTo(824);
  }

  @Test
  void progress_foresees_an_end_only_while_something_moves() {
    JsonNode end = new Sonde(folder).observe("progress", failures()).at("/result/prefixes");
    assertThat(sum(end, "tasks")).isEqualTo(824);
    assertThat(sum(end, "done")).isEqualTo(720);
    assertThat(sum(end, "erred")).isEqualTo(5);
    for (JsonNode prefix : end) {
      assertThat(prefix.get("eta_s").isNull()).isTrue();
    }
    for (JsonNode prefix :
        new Sonde(folder).observe("progress", failures(), "--at", "800ms").at("/result/prefixes")) {
      if (prefix.get("prefix").asText().equals("normalise")) {
        double rate = prefix.get("rate_per_s").asDouble();
        assertThat(rate).isCloseTo(prefix.get("done").asInt() / 0.8, NANOSECOND);
        assertThat(prefix.get("eta_s").asDouble())
            .isCloseTo((320 - prefix.get("done").asInt()) / rate, NANOSECOND);
      }
    }
  }

  @Test
  void one_worker_is_found_by_a_part_of_its_id_and_agrees_with_its_row() {
    JsonNode row =
        new Sonde(folder)
            .observe("workers", failures(), "--worker", "10.0.0.3:40021")
            .at("/result/rows/0");
    JsonNode result = new Sonde(folder).observe("worker", failures(), "0.3:4").get("result");
    assertThat(result.get("worker").asText()).isEqualTo("10.0.0.3:40021");
    assertThat(result.get("busy_s")).isEqualTo(row.get("busy_s"));
    assertThat(result.get("attempts_count")).isEqualTo(row.get("attempts"));
    assertThat(sum(result.get("prefixes"), "attempts")).isEqualTo(row.get("attempts").asDouble());
    assertThat(result.get("attempts")).hasSize(10);
    assertThat(result.at("/transfers/in/messages").asInt()).isEqualTo(111);
    assertThat(result.at("/transfers/in/bytes").asLong()).isEqualTo(222_000_000);
    assertThat(result.at("/transfers/out/messages").asInt()).isEqualTo(117);
  }

  @Test
  void an_unknown_worker_ends_with_2_and_the_nearest() {
    Sonde.Ran ran = new Sonde(folder).run("observe", "worker", failures(), "10.0.0.9:1");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("no worker '10.0.0.9:1' among 8; nearest: 10.0.0.");
  }

  @Test
  void versions_that_nobody_told_are_an_empty_answer() {
    JsonNode result = new Sonde(folder).observe("versions", failures()).get("result");
    assertThat(result.get("rows")).isEmpty();
    assertThat(result.get("conflicts")).isEmpty();
    assertThat(result.get("silent").asInt()).isEqualTo(10);
  }
}
