package dev.sonde.engine.analysis.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.analysis.PlayedRun;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.testkit.sim.Cluster;
import dev.sonde.testkit.sim.Fault;
import dev.sonde.testkit.sim.Job;
import dev.sonde.testkit.sim.Played;
import dev.sonde.testkit.sim.Shape;
import dev.sonde.testkit.sim.Simulation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The generator plays each run with a fault and without, from the same seed: what was lost is the
 * difference. Shapes, sizes, placing and the size of the fault are random.
 */
@DisplayName("A diagnosis of generated runs")
class DiagnosisTest {

  /** Of the runs whose ceiling is meant to be near: a replay knows neither placement nor contention. */
  private static final double NEARLY_ALL = 0.9;

  /** One run with a fault that cost a tenth of it or more. */
  private record Trial(Fault fault, long seed, Fault.Planted planted, Played played, double lost) {
    Execution run() {
      return PlayedRun.of(played);
    }

    @Override
    public String toString() {
      return fault + " seed " + seed;
    }
  }

  @Test
  void names_the_planted_cause_first() {
    assertNamed(trials(3), 0);
  }

  @Test
  @Tag("slow")
  void names_the_planted_cause_first_in_hundreds_of_runs() {
    List<Trial> trials = trials(24);
    assertThat(trials.size()).isGreaterThan(200);
    assertNamed(trials, trials.size() / 100);
  }

  @Test
  void finds_nothing_in_healthy_runs_of_every_shape() {
    assertHealthy(18);
  }

  @Test
  @Tag("slow")
  void finds_nothing_in_hundreds_of_healthy_runs() {
    assertHealthy(240);
  }

  @Test
  void does_not_find_what_was_mended() {
    for (Trial trial : trials(1)) {
      Played mended =
          Simulation.play(trial.planted().mended(), trial.planted().mendedJobs(), trial.seed());
      assertThat(Diagnosis.of(PlayedRun.of(mended), Circumstances.NONE))
          .as("mended " + trial)
          .noneMatch(finding ->
              finding.kind().equals(trial.fault().kind())
                  && finding.subject().equals(trial.planted().subject()));
    }
  }

  @Test
  void depends_neither_on_the_order_of_records_nor_on_the_clock() {
    for (Trial trial : trials(1)) {
      List<Played.Piece> pieces = new ArrayList<>(trial.played().pieces());
      Collections.shuffle(pieces, new Random(trial.seed()));
      Execution other = PlayedRun.of(trial.played(), pieces, 1_600_000_000_000_000_007L, true);
      assertThat(Diagnosis.of(other, Circumstances.NONE))
          .as(trial.toString())
          .isEqualTo(Diagnosis.of(trial.run(), Circumstances.NONE));
    }
  }

  @Test
  void is_never_sure_of_a_run_without_dependencies() {
    for (Trial trial : trials(1)) {
      Execution run = PlayedRun.of(trial.played(), trial.played().pieces(), 1L << 60, false);
      assertThat(Diagnosis.of(run, Circumstances.NONE))
          .as(trial.toString())
          .noneMatch(finding -> finding.confidence() == Finding.Confidence.HIGH);
    }
  }

  /**
   * @param misnamed how many may be named otherwise
   */
  private static void assertNamed(List<Trial> trials, int misnamed) {
    int near = 0;
    List<String> other = new ArrayList<>();
    List<String> far = new ArrayList<>();
    for (Trial trial : trials) {
      List<Finding> found = Diagnosis.of(trial.run(), Circumstances.NONE);
      String first =
          found.isEmpty() ? "nothing" : found.getFirst().kind() + " " + found.getFirst().subject();
      if (!first.equals(trial.fault().kind() + " " + trial.planted().subject())) {
        other.add(trial + ": " + first);
        continue;
      }
      Long ceiling = found.getFirst().ceilingNanos();
      double seconds = ceiling == null ? 0 : ceiling / 1e9;
      // However far off, it is of the right order.
      assertThat(seconds).as(trial.toString()).isBetween(0.3 * trial.lost(), 2.5 * trial.lost());
      if (Math.abs(seconds - trial.lost()) <= 0.2 * trial.lost()) {
        near++;
      } else {
        far.add("%s: lost %.2f s, ceiling %.2f s".formatted(trial, trial.lost(), seconds));
      }
    }
    assertThat(other).as("named otherwise").hasSizeLessThanOrEqualTo(misnamed);
    assertThat((double) near / trials.size())
        .as("within a fifth of what was lost, but for %s", far)
        .isGreaterThanOrEqualTo(NEARLY_ALL);
  }

  private static List<Trial> trials(int seeds) {
    List<Trial> trials = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      for (long seed = 0; seed < seeds; seed++) {
        Random random = new Random(seed * 100 + fault.name().hashCode());
        Shape shape = List.of(Shape.values()).get(random.nextInt(Shape.values().length));
        Cluster cluster =
            Cluster.of(2 + random.nextInt(8), 1 + random.nextInt(4)).early(random.nextBoolean());
        List<Job> jobs = shape.jobs(cluster.slots(), random);
        Fault.Planted planted = fault.in(cluster, jobs, random);
        Played played = Simulation.play(planted.cluster(), planted.jobs(), seed);
        Played mended = Simulation.play(planted.mended(), planted.mendedJobs(), seed);
        double lost = (played.wallNanos() - mended.wallNanos()) / 1e9;
        if (lost >= 0.1 * played.wallNanos() / 1e9) {
          trials.add(new Trial(fault, seed, planted, played, lost));
        }
      }
    }
    return trials;
  }

  private static void assertHealthy(int runs) {
    int busy = 0;
    for (int seed = 0; seed < runs; seed++) {
      Random random = new Random(seed + 77777);
      Shape shape = List.of(Shape.values()).get(seed % Shape.values().length);
      Cluster cluster =
          Cluster.of(2 + random.nextInt(8), 1 + random.nextInt(4)).early(random.nextBoolean());
      Played played = Simulation.play(cluster, shape.jobs(cluster.slots(), random), seed);
      if (played.busyShare() >= 0.8) {
        busy++;
        assertThat(Diagnosis.of(PlayedRun.of(played), Circumstances.NONE))
            .as("seed %d, %s, busy %.2f", seed, shape, played.busyShare())
            .isEmpty();
      }
    }
    assertThat(busy).as("runs with slots busy enough to be called healthy").isGreaterThan(runs / 2);
  }
}
