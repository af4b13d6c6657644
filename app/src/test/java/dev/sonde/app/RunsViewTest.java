package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.testkit.sim.Cluster;
import dev.sonde.testkit.sim.Job;
import dev.sonde.testkit.sim.Played;
import dev.sonde.testkit.sim.PlayedRecords;
import dev.sonde.testkit.sim.Shape;
import dev.sonde.testkit.sim.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("observe runs")
class RunsViewTest {

  private static final Cluster CLUSTER = Cluster.of(3, 2);

  @TempDir Path folder;

  private Path runs;
  private Played sound;
  private Played failing;

  @BeforeEach
  void write() throws IOException {
    List<Job> jobs = Shape.WIDE.jobs(CLUSTER.slots(), new Random(1));
    sound = Simulation.play(CLUSTER, jobs, 1);
    List<Job> changed = new ArrayList<>(jobs);
    changed.set(3, jobs.get(3).dying());
    changed.set(5, jobs.get(5).failing(1));
    failing = Simulation.play(CLUSTER, changed, 1);
    runs = Files.createDirectories(folder.resolve("runs"));
    PlayedRecords.write(sound, "sound", runs.resolve("a.jsonl"));
    PlayedRecords.write(failing, "failing", runs.resolve("b.jsonl"));
  }

  @Test
  void has_a_line_for_each_with_what_became_of_its_tasks() {
    JsonNode answer = ask("--sort", "failed:desc");
    assertThat(answer.get("total").asLong()).isEqualTo(2);
    JsonNode first = answer.at("/result/rows/0");
    assertThat(first.get("run").asText()).isEqualTo("failing");
    // What waited for the one that failed was never told of.
    assertThat(first.get("tasks").asLong())
        .isEqualTo(
            failing.pieces().stream()
                .filter(piece -> piece.kind() == Played.Kind.ATTEMPT)
                .map(Played.Piece::job)
                .distinct()
                .count());
    assertThat(first.get("failed").asLong()).isEqualTo(1);
    assertThat(first.get("retried").asLong()).isEqualTo(1);
    assertThat(first.get("workers").asLong()).isEqualTo(3);
    JsonNode second = answer.at("/result/rows/1");
    assertThat(second.get("tasks").asLong()).isEqualTo(sound.jobs().size());
    assertThat(second.get("failed").asLong()).isZero();
    assertThat(second.get("retried").asLong()).isZero();
    assertThat(second.get("wall_clock_s").asDouble())
        .isCloseTo(sound.wallNanos() / 1e9, within(1e-9));
    assertThat(second.get("efficiency").asDouble()).isCloseTo(sound.busyShare(), within(1e-6));
    assertThat(second.get("cache_lookups").asLong()).isZero();
  }

  @Test
  void those_with_a_name_or_of_a_status_can_be_chosen() {
    assertThat(ask("--named", "ail").at("/result/rows").findValuesAsText("run"))
        .containsExactly("failing");
    assertThat(ask("--run", "sound").at("/result/rows").findValuesAsText("run"))
        .containsExactly("sound");
    assertThat(ask("--status", "none such").at("/result/rows")).isEmpty();
  }

  private JsonNode ask(String... more) {
    List<Object> words = new ArrayList<>(List.of("runs", runs));
    words.addAll(List.of(more));
    return new Sonde(folder).observe(words.toArray());
  }
}
