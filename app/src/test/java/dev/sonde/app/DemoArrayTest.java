package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is shown of the array is what it counted itself")
class DemoArrayTest {

  @TempDir static Path folder;

  private static DemoRun demo;
  private static String run;

  @BeforeAll
  static void run() {
    demo =
        DemoRun.of(
            folder,
            "array",
            "--speed",
            "50",
            "--slow-worker",
            "--failures",
            "3",
            "--chunks",
            "12",
            "--memory",
            "2");
    run = demo.runs().getFirst();
  }

  @Test
  void its_result_is_right() {
    assertThat(demo.ran().exit()).isZero();
    assertThat(demo.counted(run, "result without failures")).isEqualTo("right");
  }

  @Test
  void overview_has_its_tasks_workers_states_and_bytes() {
    JsonNode result = demo.observe("overview").get("result");
    assertThat(result.get("tasks").asLong()).isEqualTo(demo.number(run, "tasks"));
    assertThat(result.get("workers").asLong()).isEqualTo(3);
    assertThat(result.get("network_bytes").asLong()).isEqualTo(demo.number(run, "transfer bytes"));
    assertThat(result.at("/state/erred").asLong()).isEqualTo(demo.number(run, "erred"));
    assertThat(result.at("/state/waiting").asLong()).isEqualTo(demo.number(run, "not run"));
    assertThat(result.at("/state/memory").asLong() + result.at("/state/released").asLong())
        .isEqualTo(
            demo.number(run, "tasks") - demo.number(run, "erred") - demo.number(run, "not run"));
  }

  @Test
  void attempts_transfers_and_spills_are_all_there() {
    JsonNode counts =
        demo.sql(
            """
            SELECT (SELECT count(*) FROM attempt), (SELECT count(*) FROM attempt WHERE status = 'error'),
              (SELECT count(*) FROM transfer), (SELECT sum(logical_bytes) FROM transfer),
              (SELECT count(*) FROM span WHERE name = 'spill.write'),
              (SELECT count(*) FROM span WHERE name = 'spill.read')
            """);
    assertThat(counts.get(0).asLong()).isEqualTo(demo.number(run, "attempts"));
    assertThat(counts.get(1).asLong()).isEqualTo(demo.number(run, "failed attempts"));
    assertThat(counts.get(2).asLong()).isEqualTo(demo.number(run, "transfers"));
    assertThat(counts.get(3).asLong()).isEqualTo(demo.number(run, "transfer bytes"));
    assertThat(counts.get(4).asLong()).isEqualTo(demo.number(run, "spills"));
    assertThat(counts.get(5).asLong()).isEqualTo(demo.number(run, "unspills"));
  }

  @Test
  void the_one_that_failed_for_good_is_named_with_all_that_did_not_run() {
    JsonNode rows = demo.observe("erred").at("/result/rows");
    assertThat(rows).hasSize(1);
    assertThat(rows.at("/0/prefix").asText()).isEqualTo("reduce");
    assertThat(rows.at("/0/error").asText()).contains("is damaged at row");
    assertThat(rows.at("/0/blocking").asLong()).isEqualTo(demo.number(run, "not run"));
    assertThat(demo.observe("blocked").get("total").asLong())
        .isEqualTo(demo.number(run, "not run"));
  }

  @Test
  void what_workers_measured_and_logged_belongs_to_the_run() {
    JsonNode counts =
        demo.sql(
            """
            SELECT (SELECT count(DISTINCT worker) FROM sample WHERE name = 'process.memory.usage'),
              (SELECT sum(most)::BIGINT FROM (SELECT max(value) AS most FROM sample
               WHERE name = 'worker.spilled.bytes' GROUP BY worker)),
              (SELECT count(*) FROM event WHERE severity >= 13 AND body::VARCHAR LIKE '%is tried again'),
              (SELECT count(DISTINCT run_id) FROM (SELECT run_id FROM sample UNION ALL
               SELECT run_id FROM event UNION ALL SELECT run_id FROM span))
            """);
    assertThat(counts.get(0).asLong()).isEqualTo(3);
    assertThat(counts.get(1).asLong()).isEqualTo(demo.number(run, "spill bytes"));
    assertThat(counts.get(2).asLong()).isEqualTo(demo.number(run, "retried"));
    assertThat(counts.get(3).asLong()).isEqualTo(1);
  }
}
