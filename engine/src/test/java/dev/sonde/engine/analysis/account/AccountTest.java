package dev.sonde.engine.analysis.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.analysis.PlayedRun;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.path.CriticalPath;
import dev.sonde.engine.analysis.path.Segment;
import dev.sonde.testkit.sim.Cluster;
import dev.sonde.testkit.sim.Fault;
import dev.sonde.testkit.sim.Played;
import dev.sonde.testkit.sim.Shape;
import dev.sonde.testkit.sim.Simulation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("An account of slots")
class AccountTest {

  static List<Long> seeds() {
    return new Random(20261201).longs(40).boxed().toList();
  }

  private static Played played(long seed) {
    Random random = new Random(seed);
    Shape shape = List.of(Shape.values()).get(random.nextInt(Shape.values().length));
    Cluster cluster =
        Cluster.of(2 + random.nextInt(5), 1 + random.nextInt(3)).early(random.nextBoolean());
    Fault fault = List.of(Fault.values()).get(random.nextInt(Fault.values().length));
    Fault.Planted planted = fault.in(cluster, shape.jobs(cluster.slots(), random), random);
    return Simulation.play(planted.cluster(), planted.jobs(), seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void adds_up_to_the_capacity_to_the_nanosecond(long seed) {
    Played played = played(seed);
    Account account = Account.of(PlayedRun.of(played));

    long capacity = 0;
    for (Cluster.Machine machine : played.cluster().machines()) {
      long joins = Math.min(played.wallNanos(), machine.joinsNanos());
      long leaves = Math.min(played.wallNanos(), machine.leavesNanos());
      capacity += (leaves - joins) * machine.threads();
    }
    assertThat(account.capacityNanos()).isEqualTo(capacity);
    assertThat(account.nanos().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(capacity);
    assertThat(account.nanos().values()).allMatch(nanos -> nanos > 0);
  }

  /** The generator's attempts never overlap in a slot, so that their own sums are the account's. */
  @ParameterizedTest
  @MethodSource("seeds")
  void counts_what_attempts_took_exactly(long seed) {
    Played played = played(seed);
    Account account = Account.of(PlayedRun.of(played));

    assertThat(account.nanos(Heading.COMPUTE)).isEqualTo(sum(played, Played.Kind.ATTEMPT, false));
    assertThat(account.nanos(Heading.RETRY)).isEqualTo(sum(played, Played.Kind.ATTEMPT, true));
    assertThat(account.nanos(Heading.LOCK)).isEqualTo(sum(played, Played.Kind.LOCK, false));
    assertThat(account.nanos(Heading.SERIALIZE))
        .isEqualTo(sum(played, Played.Kind.SERIALIZE, false));
  }

  private static long sum(Played played, Played.Kind kind, boolean failed) {
    return played.pieces().stream()
        .filter(piece -> piece.kind() == kind && (piece.error() != null) == failed)
        .mapToLong(piece -> piece.endNanos() - piece.startNanos())
        .sum();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void and_the_path_are_the_same_in_any_order_and_at_any_time(long seed) {
    Played played = played(seed);
    List<Played.Piece> pieces = new ArrayList<>(played.pieces());
    Collections.shuffle(pieces, new Random(seed));
    Execution run = PlayedRun.of(played);
    long epoch = 1_500_000_000_000_000_003L;
    Execution other = PlayedRun.of(played, pieces, epoch, true);

    assertThat(Account.of(other)).isEqualTo(Account.of(run));
    long shift = epoch - run.startNanos();
    assertThat(CriticalPath.of(other).segments())
        .isEqualTo(
            CriticalPath.of(run).segments().stream()
                .map(s ->
                    new Segment(
                        s.heading(), s.startNanos() + shift, s.endNanos() + shift, s.work()))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void has_a_path_beside_it_that_is_contiguous_and_as_long_as_the_wall_clock(long seed) {
    Execution run = PlayedRun.of(played(seed));
    CriticalPath path = CriticalPath.of(run);

    long reached = run.startNanos();
    for (Segment segment : path.segments()) {
      assertThat(segment.startNanos()).isEqualTo(reached);
      reached = segment.endNanos();
    }
    assertThat(reached).isEqualTo(run.endNanos());
    assertThat(path.lengthNanos()).isBetween(longestChain(run), run.wallNanos());
  }

  /** By itself: tasks in the order of their numbers of needs, as the generator makes no cycles. */
  private static long longestChain(Execution run) {
    long[] longest = new long[run.tasks()];
    long most = 0;
    for (int pass = 0; pass < run.tasks(); pass++) {
      boolean changed = false;
      for (int task = 0; task < run.tasks(); task++) {
        long before = 0;
        for (int i = 0; i < run.needs().size(task); i++) {
          before = Math.max(before, longest[run.needs().get(task, i)]);
        }
        long own = 0;
        for (int i = 0; i < run.worksOf().size(task); i++) {
          int work = run.worksOf().get(task, i);
          own = run.isAttempt(work) ? run.nanos(work) : own;
        }
        if (before + own > longest[task]) {
          longest[task] = before + own;
          most = Math.max(most, longest[task]);
          changed = true;
        }
      }
      if (!changed) {
        break;
      }
    }
    return most;
  }

  @Test
  void of_a_run_without_workers_is_empty() {
    Played nothing = Simulation.play(Cluster.of(0, 1), List.of(), 1);

    Account account = Account.of(PlayedRun.of(nothing));

    assertThat(account.capacityNanos()).isZero();
    assertThat(account.nanos()).isEmpty();
  }
}
