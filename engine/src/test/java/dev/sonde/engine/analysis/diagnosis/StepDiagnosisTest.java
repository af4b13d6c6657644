package dev.sonde.engine.analysis.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Forest;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.testkit.agents.AgentFault;
import dev.sonde.testkit.agents.AgentRun;
import dev.sonde.testkit.agents.AgentShape;
import dev.sonde.testkit.agents.PlayedAgents;
import dev.sonde.testkit.agents.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link DiagnosisTest}, of runs of agents. */
@DisplayName("A diagnosis of generated runs of agents")
class StepDiagnosisTest {

  private static final long EPOCH = 1_790_000_000_000_000_000L;

  /** One run with a fault that cost a tenth of it or more. */
  private record Trial(
      AgentFault fault,
      AgentShape shape,
      long seed,
      AgentFault.Planted planted,
      PlayedAgents played,
      PlayedAgents mended) {

    double lost() {
      return (played.wallNanos() - mended.wallNanos()) / 1e9;
    }

    @Override
    public String toString() {
      return fault + " in " + shape + " seed " + seed;
    }
  }

  @Test
  void names_the_planted_cause_first_and_what_it_cost() {
    assertNamed(trials(3));
  }

  @Test
  @Tag("slow")
  void names_the_planted_cause_first_in_hundreds_of_runs() {
    List<Trial> trials = trials(60);
    assertThat(trials.size()).isGreaterThan(200);
    assertNamed(trials);
  }

  @Test
  void finds_nothing_in_healthy_runs_of_every_shape() {
    assertHealthy(20);
  }

  @Test
  @Tag("slow")
  void finds_nothing_in_hundreds_of_healthy_runs() {
    assertHealthy(400);
  }

  @Test
  void does_not_find_what_was_mended() {
    for (Trial trial : trials(2)) {
      assertThat(found(trial.mended(), trial.seed()))
          .as("mended " + trial)
          .noneMatch(finding ->
              finding.kind().equals(trial.fault().kind())
                  && finding.subject().equals(trial.planted().subject()));
    }
  }

  private static void assertNamed(List<Trial> trials) {
    List<String> other = new ArrayList<>();
    for (Trial trial : trials) {
      List<Finding> found = found(trial.played(), trial.seed());
      Finding first = found.isEmpty() ? null : found.getFirst();
      if (first == null
          || !first.kind().equals(trial.fault().kind())
          || !first.subject().equals(trial.planted().subject())) {
        other.add(
            "%s lost %.3f of %.3f s: %s"
                .formatted(trial, trial.lost(), trial.played().wallNanos() / 1e9, found));
      } else {
        double ceiling = first.ceilingNanos() == null ? 0 : first.ceilingNanos() / 1e9;
        if (Math.abs(ceiling - trial.lost()) > 0.2 * trial.lost()) {
          other.add("%s lost %.3f s, ceiling %.3f s".formatted(trial, trial.lost(), ceiling));
        }
      }
    }
    assertThat(other).as("of " + trials.size()).isEmpty();
  }

  private static void assertHealthy(int runs) {
    for (int seed = 0; seed < runs; seed++) {
      AgentShape shape = List.of(AgentShape.values()).get(seed % AgentShape.values().length);
      PlayedAgents played = AgentRun.play(shape.run(new Random(seed + 7777)), Map.of());
      assertThat(found(played, seed)).as("seed %d, %s", seed, shape).isEmpty();
    }
  }

  private static List<Trial> trials(int seeds) {
    List<Trial> trials = new ArrayList<>();
    for (AgentFault fault : AgentFault.values()) {
      for (long seed = 0; seed < seeds; seed++) {
        Random random = new Random(seed * 100 + fault.name().hashCode());
        AgentShape shape =
            List.of(AgentShape.values()).get(random.nextInt(AgentShape.values().length));
        Request healthy = shape.run(random);
        AgentFault.Planted planted = fault.in(healthy, random);
        Trial trial =
            new Trial(
                fault,
                shape,
                seed,
                planted,
                AgentRun.play(planted.run(), planted.atOnce()),
                AgentRun.play(planted.mended(), planted.mendedAtOnce()));
        if (trial.lost() >= 0.1 * trial.played().wallNanos() / 1e9) {
          trials.add(trial);
        }
      }
    }
    assertThat(trials.size()).isGreaterThan(seeds * AgentFault.values().length * 3 / 4);
    return trials;
  }

  /** Also where only messages tell who asked whom. */
  private static List<Finding> found(PlayedAgents played, long seed) {
    return Diagnosis.of(
        forest(played, seed % 2 == 0), EPOCH, EPOCH + played.wallNanos(), Circumstances.NONE);
  }

  private static Forest forest(PlayedAgents played, boolean parents) {
    Forest.Builder builder = new Forest.Builder();
    for (int i = 0; i < played.spans().size(); i++) {
      PlayedAgents.Handled span = played.spans().get(i);
      builder.span(
          parents || span.own() ? span.parent() : Execution.NONE,
          span.party(),
          span.name(),
          Heading.COMPUTE,
          EPOCH + span.startNanos(),
          EPOCH + span.endNanos(),
          i,
          span.asked().hashCode());
    }
    for (PlayedAgents.Sent sent : played.messages()) {
      builder.message(
          new Forest.Message(
              sent.from(), sent.to(), EPOCH + sent.sentNanos(), EPOCH + sent.receivedNanos()));
    }
    return builder.build();
  }
}
