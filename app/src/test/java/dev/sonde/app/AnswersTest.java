package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.testkit.Corpus;
import dev.sonde.testkit.sim.Cluster;
import dev.sonde.testkit.sim.Fault;
import dev.sonde.testkit.sim.Played;
import dev.sonde.testkit.sim.PlayedRecords;
import dev.sonde.testkit.sim.Shape;
import dev.sonde.testkit.sim.Simulation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("observe diagnose, account and replay")
class AnswersTest {

  private static final List<String> FORMATS = List.of("spans.json.gz", "otlp.jsonl.gz");

  @TempDir static Path folder;

  static List<String> runs() {
    return Corpus.SIMULATED;
  }

  @ParameterizedTest
  @MethodSource("runs")
  void accounts_of_simulated_runs_add_up_to_the_capacity(String run) {
    for (String format : FORMATS) {
      JsonNode result = ask(run, format, "account");
      double sum = 0;
      for (JsonNode row : result.get("rows")) {
        sum += row.get("total_s").asDouble();
      }
      assertThat(sum)
          .isCloseTo(
              result.get("capacity_s").asDouble(), org.assertj.core.api.Assertions.within(1e-6));
    }
  }

  @Test
  void names_the_slow_worker_with_what_it_cost() {
    for (String format : FORMATS) {
      JsonNode first = ask("slow_worker", format, "diagnose").at("/findings/0");
      assertThat(first.get("kind").asText()).isEqualTo("slow_worker");
      assertThat(first.get("subject").asText()).isEqualTo("worker:10.0.0.3:40021");
      // Without it the attempts of 32 s on eight slots take 4 s and a little, of 5.04 s.
      assertThat(first.get("ceiling_s").asDouble()).isBetween(0.75, 1.1);
    }
  }

  @Test
  void names_the_transfers_of_the_run_that_waits_for_them() {
    for (String format : FORMATS) {
      JsonNode first = ask("transfer_bound", format, "diagnose").at("/findings/0");
      assertThat(first.get("kind").asText()).isEqualTo("transfer_bound");
      assertThat(first.get("subject").asText()).isEqualTo("run");
      assertThat(first.get("ceiling_s").asDouble()).isBetween(27.0, 34.0);
    }
  }

  @Test
  void names_the_chain_that_nothing_runs_beside() {
    for (String format : FORMATS) {
      JsonNode first = ask("serial_chain", format, "diagnose").at("/findings/0");
      assertThat(first.get("kind").asText()).isEqualTo("serial_chain");
      assertThat(first.get("subject").asText()).isEqualTo("prefix:smooth");
      assertThat(first.get("ceiling_s").asDouble()).isBetween(9.0, 11.6);
    }
  }

  @Test
  void finds_nothing_in_the_healthy_run() {
    for (String format : FORMATS) {
      assertThat(ask("healthy", format, "diagnose").get("findings")).isEmpty();
    }
  }

  @Test
  void tells_failures_by_their_prefix_where_the_source_says_that_tasks_failed() {
    JsonNode first = ask("failures", "otlp.jsonl.gz", "diagnose").at("/findings/0");

    assertThat(first.get("kind").asText()).isEqualTo("failures");
    assertThat(first.get("subject").asText()).isEqualTo("prefix:load");
    assertThat(first.get("ceiling_s").isNull()).isTrue();
    assertThat(first.at("/because/0").asText()).startsWith("5 tasks failed");
    assertThat(ask("failures", "spans.json.gz", "diagnose").get("findings")).isEmpty();
  }

  @Test
  void plays_a_run_again_as_long_as_it_was() {
    for (String run : List.of("healthy", "slow_worker", "serial_chain", "transfer_bound")) {
      JsonNode result = ask(run, "otlp.jsonl.gz", "replay");
      assertThat(result.get("bound").asBoolean()).isTrue();
      assertThat(result.get("again_s").asDouble())
          .as(run)
          .isCloseTo(
              result.get("observed_s").asDouble(),
              org.assertj.core.api.Assertions.withinPercentage(3));
    }
  }

  @Test
  void an_unknown_heading_or_worker_is_told_with_what_there_is() {
    Sonde sonde = new Sonde(folder);
    String file = Sonde.capture("healthy", "otlp.jsonl.gz", folder).toString();

    Sonde.Ran heading = sonde.run("observe", "replay", file, "--without", "luck");
    assertThat(heading.exit()).isEqualTo(2);
    assertThat(heading.err()).contains("luck").contains("retry");
    Sonde.Ran worker = sonde.run("observe", "replay", file, "--at-median", "10.0.0.9:1");
    assertThat(worker.exit()).isEqualTo(2);
    assertThat(worker.err()).contains("10.0.0.9:1");
    Sonde.Ran thing = sonde.run("observe", "diagnose", file, "worker.id=nobody");
    assertThat(thing.exit()).isEqualTo(2);
    assertThat(thing.err()).contains("worker.id=nobody");
  }

  @Test
  void one_task_has_a_path_an_account_that_adds_up_and_waits_without_gaps() {
    String key = "('rechunk-70762eb893a5b50e88068b83f3ff90fa', 69)";
    String file = Sonde.capture("transfer_bound", "otlp.jsonl.gz", folder).toString();
    Sonde sonde = new Sonde(folder);

    JsonNode account = sonde.observe("account", file, key).get("result");
    double sum = 0;
    for (JsonNode row : account.get("rows")) {
      sum += row.get("total_s").asDouble();
    }
    assertThat(sum)
        .isCloseTo(
            account.get("wall_clock_s").asDouble(), org.assertj.core.api.Assertions.within(1e-6));
    JsonNode task = sonde.observe("task", file, key).get("result");
    long reached = task.at("/waits/0/start_ns").asLong();
    double moved = 0;
    for (JsonNode wait : task.get("waits")) {
      assertThat(wait.get("start_ns").asLong()).isEqualTo(reached);
      reached = wait.get("end_ns").asLong();
      moved += wait.get("kind").asText().equals("transfer") ? wait.get("duration_s").asDouble() : 0;
    }
    assertThat(reached).isEqualTo(task.at("/attempts/0/start_ns").asLong());
    assertThat(moved).isPositive();
    assertThat(task.get("why").asText()).contains("before it began");
    assertThat(task.at("/chain/0/key").asText()).isEqualTo(key);
  }

  /** From records to the answer, by way of the store: one run for each kind of fault. */
  @Test
  void names_planted_faults_from_files() {
    Sonde sonde = new Sonde(folder);
    List<String> wrong = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      Random random = new Random(fault.name().hashCode());
      Cluster cluster = Cluster.of(4, 2);
      Fault.Planted planted =
          fault.in(cluster, Shape.MAP_REDUCE.jobs(cluster.slots(), random), random);
      Played played = Simulation.play(planted.cluster(), planted.jobs(), 7);
      Played mended = Simulation.play(planted.mended(), planted.mendedJobs(), 7);
      if (played.wallNanos() - mended.wallNanos() < played.wallNanos() / 10) {
        continue;
      }
      Path file = folder.resolve(fault.kind() + ".jsonl");
      PlayedRecords.write(played, fault.kind(), file);
      JsonNode first = sonde.observe("diagnose", file.toString()).at("/result/findings/0");
      String found = first.path("kind").asText() + " " + first.path("subject").asText();
      if (!found.equals(fault.kind() + " " + planted.subject())) {
        wrong.add(fault + " (" + planted.subject() + "): " + found);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static JsonNode ask(String run, String format, String view) {
    return new Sonde(folder)
        .observe(view, Sonde.capture(run, format, folder).toString())
        .get("result");
  }
}
