package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is shown of the blackboard is what happened on it")
class DemoReviewTest {

  @TempDir static Path folder;

  private static DemoRun demo;

  @BeforeAll
  static void run() {
    demo = DemoRun.of(folder, "review", "--speed", "30", "--rounds", "3");
  }

  @Test
  void both_runs_ended_as_they_should() {
    assertThat(demo.runs()).hasSize(2);
    assertThat(demo.counted(demo.runs().getFirst(), "circle")).isEqualTo("right");
    assertThat(demo.counted(demo.runs().getLast(), "report")).isEqualTo("right");
  }

  @Test
  void artifacts_were_told_as_often_as_they_were_made_and_used() {
    for (String run : demo.runs()) {
      JsonNode counts =
          demo.sql(
              """
              SELECT count(*) FILTER (WHERE name = 'artifact.produced'),
                count(*) FILTER (WHERE name = 'artifact.consumed')
              FROM event WHERE run_id = '%s'
              """
                  .formatted(run));
      assertThat(counts.get(0).asLong()).isEqualTo(demo.number(run, "artifacts produced"));
      assertThat(counts.get(1).asLong()).isEqualTo(demo.number(run, "artifacts consumed"));
    }
  }

  @Test
  void calls_of_the_model_have_their_tokens_and_the_server_s_side_below_them() {
    for (String run : demo.runs()) {
      JsonNode counts =
          demo.sql(
              """
              SELECT count(*), count(*) FILTER (WHERE c.status = 'error'),
                sum(attr(c.attributes, 'gen_ai.usage.input_tokens')::BIGINT),
                sum(attr(c.attributes, 'gen_ai.usage.output_tokens')::BIGINT),
                count(*) FILTER (WHERE s.service = 'model-server'),
                count(*) FILTER (WHERE attr(c.attributes, 'gen_ai.agent.name') IS NOT NULL)
              FROM span c JOIN span s ON s.parent_id = c.span_id AND s.trace_id = c.trace_id
              WHERE c.name LIKE 'chat %%' AND c.run_id = '%s'
              """
                  .formatted(run));
      assertThat(counts.get(0).asLong()).isEqualTo(demo.number(run, "model calls"));
      assertThat(counts.get(1).asLong()).isEqualTo(demo.number(run, "refused calls"));
      assertThat(counts.get(2).asLong()).isEqualTo(demo.number(run, "input tokens"));
      assertThat(counts.get(3).asLong()).isEqualTo(demo.number(run, "output tokens"));
      assertThat(counts.get(4).asLong()).isEqualTo(demo.number(run, "model calls"));
      assertThat(counts.get(5).asLong()).isEqualTo(demo.number(run, "model calls"));
    }
  }

  @Test
  void the_auditor_with_its_long_prompt_is_the_slow_one() {
    JsonNode slowest =
        demo.sql(
            """
            SELECT attr(attributes, 'gen_ai.agent.name'), length(attr(attributes, 'gen_ai.input.messages'))
            FROM span WHERE name LIKE 'chat %%' AND run_id = '%s' ORDER BY duration_s DESC LIMIT 1
            """
                .formatted(demo.runs().getLast()));
    assertThat(slowest.get(0).asText()).isEqualTo("security_auditor");
    assertThat(slowest.get(1).asLong()).isGreaterThan(8_000);
  }
}
