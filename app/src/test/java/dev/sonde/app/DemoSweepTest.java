package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is shown of the sweep is what each of its runs counted")
class DemoSweepTest {

  @TempDir static Path folder;

  private static DemoRun demo;

  @BeforeAll
  static void run() {
    demo = DemoRun.of(folder, "sweep", "--speed", "20", "--scenarios", "4");
  }

  @Test
  void there_are_three_runs_with_right_results() {
    assertThat(demo.runs()).hasSize(3);
    assertThat(demo.observe("overview", "--run", "all").at("/result/runs").asLong()).isEqualTo(3);
    for (String run : demo.runs()) {
      assertThat(demo.counted(run, "results")).isEqualTo("right");
    }
  }

  @Test
  void each_run_has_its_tasks_attempts_failures_and_look_ups() {
    for (String run : demo.runs()) {
      JsonNode result = demo.observe("overview", "--run", run).get("result");
      assertThat(result.get("tasks").asLong()).isEqualTo(demo.number(run, "tasks"));
      assertThat(result.get("workers").asLong()).isEqualTo(2);
      assertThat(result.at("/state/erred").asLong()).isEqualTo(demo.number(run, "erred"));
      JsonNode counts =
          demo.sql(
              """
              SELECT (SELECT count(*) FROM attempt WHERE run_id = '%1$s'),
                (SELECT count(*) FROM attempt WHERE run_id = '%1$s' AND status = 'error'),
                count(*), count(*) FILTER (WHERE attr(attributes, 'cache.hit')::BOOLEAN)
              FROM event WHERE name = 'cache.lookup' AND run_id = '%1$s'
              """
                  .formatted(run));
      assertThat(counts.get(0).asLong()).isEqualTo(demo.number(run, "attempts"));
      assertThat(counts.get(1).asLong()).isEqualTo(demo.number(run, "failed attempts"));
      assertThat(counts.get(2).asLong()).isEqualTo(demo.number(run, "cache lookups"));
      assertThat(counts.get(3).asLong()).isEqualTo(demo.number(run, "cache hits"));
    }
  }

  @Test
  void the_second_finds_in_the_cache_what_succeeded_and_the_third_not_its_models() {
    String cold = demo.runs().get(0);
    String warm = demo.runs().get(1);
    String changed = demo.runs().get(2);
    assertThat(demo.number(cold, "cache hits")).isZero();
    assertThat(demo.number(warm, "cache hits"))
        .isEqualTo(demo.number(warm, "attempts") - demo.number(warm, "failed attempts"));
    assertThat(demo.number(changed, "cache hits")).isBetween(1L, 8L);
    assertThat(quickest(changed)).isGreaterThan(1.3 * quickest(cold));
  }

  /** Attempt of the model that succeeded: other processes can only make it longer. */
  private static double quickest(String run) {
    return demo.sql(
            """
            SELECT min(duration_s) FROM attempt
            WHERE run_id = '%s' AND task_prefix = 'run_model' AND status <> 'error'
            """
                .formatted(run))
        .get(0)
        .asDouble();
  }
}
