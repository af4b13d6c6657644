package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.testkit.agents.AgentFault;
import dev.sonde.testkit.agents.AgentRecords;
import dev.sonde.testkit.agents.AgentRun;
import dev.sonde.testkit.agents.AgentShape;
import dev.sonde.testkit.sim.Cluster;
import dev.sonde.testkit.sim.Job;
import dev.sonde.testkit.sim.Played;
import dev.sonde.testkit.sim.PlayedRecords;
import dev.sonde.testkit.sim.Shape;
import dev.sonde.testkit.sim.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From records to the answer, by way of the store. */
@DisplayName("What is planted in records is found")
class PlantedTest {

  private static final Cluster CLUSTER = Cluster.of(4, 2);

  @TempDir Path folder;

  @Test
  void faults_of_agents_by_parent_ids_and_by_messages_alone() {
    List<String> wrong = new ArrayList<>();
    for (AgentFault fault : AgentFault.values()) {
      for (boolean parents : List.of(true, false)) {
        Random random = new Random(fault.name().hashCode());
        AgentFault.Planted planted = fault.in(AgentShape.IN_TURN.run(random), random);
        Path file = folder.resolve(fault.kind() + parents + ".jsonl");
        AgentRecords.write(
            AgentRun.play(planted.run(), planted.atOnce()), fault.kind(), parents, file);
        JsonNode first = findings(file).path(0);
        String found = first.path("kind").asText() + " " + first.path("subject").asText();
        if (!found.equals(fault.kind() + " " + planted.subject())) {
          wrong.add(fault + " (" + planted.subject() + "): " + found);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void nothing_in_agents_at_work() {
    for (AgentShape shape : AgentShape.values()) {
      Path file = folder.resolve(shape + ".jsonl");
      AgentRecords.write(AgentRun.play(shape.run(new Random(3)), Map.of()), "healthy", false, file);
      assertThat(findings(file)).as(shape.toString()).isEmpty();
    }
  }

  @Test
  void a_worker_that_left_with_work_in_hand() {
    long half = healthy().wallNanos() / 2;
    Played played =
        Simulation.play(
            CLUSTER.with(1, new Cluster.Machine(2, 1, 0, half, List.of())), jobs(CLUSTER), 7);

    assertThat(found(write(played))).contains("lost_worker worker:" + Played.worker(1));
  }

  @Test
  void workers_that_nothing_was_there_for() {
    List<Job> chain = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      chain.add(
          new Job(
              "('step-0badcafe', " + i + ")",
              "step",
              50_000_000,
              i == 0 ? List.of() : List.of(i - 1),
              1000));
    }

    assertThat(found(write(Simulation.play(CLUSTER, chain, 7)))).contains("too_many_workers run");
    assertThat(found(write(healthy()))).isEmpty();
  }

  @Test
  void tasks_that_failed_for_good_and_what_waited_for_them() {
    List<Job> jobs = new ArrayList<>(jobs(CLUSTER));
    List<Integer> loads = new ArrayList<>();
    for (int i = 0; i < jobs.size() && loads.size() < 3; i++) {
      if (jobs.get(i).prefix().equals("load")) {
        jobs.set(i, jobs.get(i).dying());
        loads.add(i);
      }
    }

    JsonNode findings = findings(write(Simulation.play(CLUSTER, jobs, 7)));
    JsonNode failures = findings.path(findings.size() - 1);
    assertThat(failures.path("kind").asText()).isEqualTo("failures");
    assertThat(failures.path("subject").asText()).isEqualTo("prefix:load");
    assertThat(failures.at("/because/0").asText()).startsWith("3 tasks failed");
    assertThat(failures.path("ceiling_s").isNull()).isTrue();
  }

  @Test
  void records_that_are_missing() throws IOException {
    Path whole = write(healthy());
    List<String> lines = Files.readAllLines(whole);
    List<String> attempts = new ArrayList<>();
    List<String> torn = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (i % 12 != 0 || !line.contains("\"task.attempt\"")) {
        attempts.add(line);
      }
      torn.add(i % 20 == 0 ? line.substring(0, line.length() / 2) : line);
    }

    Path without = Files.write(folder.resolve("without-attempts.jsonl"), attempts);
    assertThat(findings(without).findValuesAsText("kind")).contains("telemetry_incomplete");
    Path broken = Files.write(folder.resolve("torn.jsonl"), torn);
    assertThat(findings(broken).findValuesAsText("kind")).contains("telemetry_incomplete");
    assertThat(findings(whole).findValuesAsText("kind")).isEmpty();
  }

  @Test
  void something_open_while_nothing_moves() throws IOException {
    Path file = write(healthy());
    long end = 1_790_000_000_000_000_000L + healthy().wallNanos();
    Files.writeString(
        file,
        """
        {"kind":"span","name":"hang","trace_id":"%032x","span_id":"%016x","start_ns":"%d",\
        "resource":{"service.name":"worker","worker.id":"%s","run.id":"played"},\
        "attributes":{"task.key":"hang-1","task.prefix":"hang","task.attempt":1}}
        {"kind":"event","name":"heartbeat","time_ns":"%d",\
        "resource":{"service.name":"scheduler","run.id":"played"}}
        """
            .formatted(1, 1, end - 1000, Played.worker(2), end + 45_000_000_000L),
        StandardOpenOption.APPEND);

    JsonNode findings = findings(file);
    JsonNode stalled = findings.path(findings.size() - 1);
    assertThat(stalled.path("kind").asText()).isEqualTo("stalled");
    assertThat(stalled.at("/because/0").asText()).contains("45 s");
    assertThat(stalled.at("/because/1").asText()).contains("hang-1", Played.worker(2));
    assertThat(
            sonde()
                .observe("diagnose", file.toString(), "--stalled", "50s")
                .at("/result/findings")
                .findValuesAsText("kind"))
        .doesNotContain("stalled");
  }

  private static Played healthy() {
    return Simulation.play(CLUSTER, jobs(CLUSTER), 7);
  }

  private static List<Job> jobs(Cluster cluster) {
    return Shape.WIDE.jobs(cluster.slots(), new Random(5)).stream().toList();
  }

  private Path write(Played played) {
    Path file = folder.resolve("played-" + System.nanoTime() + ".jsonl");
    PlayedRecords.write(played, "played", file);
    return file;
  }

  private List<String> found(Path file) {
    List<String> found = new ArrayList<>();
    findings(file)
        .forEach(
            each -> found.add(each.path("kind").asText() + " " + each.path("subject").asText()));
    return found;
  }

  private JsonNode findings(Path file) {
    return sonde().observe("diagnose", file.toString()).at("/result/findings");
  }

  private Sonde sonde() {
    return new Sonde(folder);
  }
}
