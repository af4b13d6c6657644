package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is shown of the two agents is what they did, and why it took longer")
class DemoAgentsTest {

  @TempDir static Path folder;

  private static DemoRun demo;
  private static String run;

  @BeforeAll
  static void run() {
    demo = DemoRun.of(folder, "agents", "--speed", "50", "--iterations", "8");
    run = demo.runs().getFirst();
  }

  @Test
  void every_message_was_told_by_both_sides() {
    JsonNode counts =
        demo.sql(
            """
            SELECT count(*) FILTER (WHERE name = 'message.sent'), count(*) FILTER (WHERE name = 'message.received'),
              count(DISTINCT attr(attributes, 'message.id')), count(DISTINCT run_id)
            FROM event WHERE name LIKE 'message.%'
            """);
    assertThat(counts.get(0).asLong()).isEqualTo(demo.number(run, "messages"));
    assertThat(counts.get(1).asLong()).isEqualTo(demo.number(run, "messages"));
    assertThat(counts.get(2).asLong()).isEqualTo(demo.number(run, "messages"));
    assertThat(counts.get(3).asLong()).isEqualTo(1);
    assertThat(demo.counted(run, "numbers")).isEqualTo("right");
  }

  @Test
  void actions_are_below_the_request_that_asked_for_them_in_one_trace_of_three_processes() {
    JsonNode counts =
        demo.sql(
            """
            SELECT count(*), count(DISTINCT s.trace_id),
              (SELECT count(DISTINCT service) FROM span),
              count(*) FILTER (WHERE a.name = 'ask ' || s.name)
            FROM span s JOIN span a ON a.span_id = s.parent_id AND a.trace_id = s.trace_id
            WHERE attr(s.attributes, 'gen_ai.agent.name') IS NOT NULL
            """);
    assertThat(counts.get(0).asLong()).isEqualTo(demo.number(run, "actions"));
    assertThat(counts.get(1).asLong()).isEqualTo(1);
    assertThat(counts.get(2).asLong()).isEqualTo(3);
    assertThat(counts.get(3).asLong()).isEqualTo(demo.number(run, "actions"));
  }

  @Test
  void the_time_beyond_the_expected_lies_in_the_start_and_in_messages() {
    double took = Double.parseDouble(demo.counted(run, "took s"));
    double expected = Double.parseDouble(demo.counted(run, "expected s"));
    JsonNode times =
        demo.sql(
            """
            SELECT sum(duration_s) FILTER (WHERE name = 'FibIter.next_fib'),
              sum(duration_s) FILTER (WHERE name = 'ask FibIter.next_fib'),
              (SELECT min(r.at_ns) - min(s.at_ns) FROM event s, event r
               WHERE s.name = 'message.sent' AND r.name = 'message.received') / 1e9
            FROM span
            """);
    double actions = times.get(0).asDouble();
    double asked = times.get(1).asDouble();
    double start = times.get(2).asDouble();
    assertThat(took).isGreaterThan(expected);
    assertThat(actions).isBetween(expected, took);
    assertThat(asked).isBetween(actions + start, took);
    // What the first request waited in its mailbox is the larger part of the rest.
    assertThat(start).isGreaterThan((asked - actions) / 2);
  }
}
