package dev.sonde.engine.analysis;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.ExecutionBuilder;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.testkit.sim.Cluster;
import dev.sonde.testkit.sim.Job;
import dev.sonde.testkit.sim.Played;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What the generator played, in the columns that analyses read. */
public final class PlayedRun {

  private PlayedRun() {}

  public static Execution of(Played played) {
    return of(played, played.pieces(), 1_790_000_000_000_000_000L, true);
  }

  /**
   * @param pieces in any order
   * @param epoch nanoseconds of the run's start
   * @param dependencies whether what tasks need is told
   */
  public static Execution of(
      Played played, List<Played.Piece> pieces, long epoch, boolean dependencies) {
    ExecutionBuilder builder = new ExecutionBuilder();
    List<Job> jobs = played.jobs();
    // Numbered by key, as rows of the store are.
    int[] byKey =
        IntStream.range(0, jobs.size())
            .boxed()
            .sorted(Comparator.comparing(job -> jobs.get(job).key()))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] numbers = new int[jobs.size()];
    for (int i = 0; i < byKey.length; i++) {
      int job = byKey[i];
      numbers[job] = i;
      builder.task(
          jobs.get(job).key(),
          i,
          builder.prefix(jobs.get(job).prefix()),
          dependencies
              ? epoch + played.cluster().costs().client() + jobs.get(job).submittedNanos()
              : Execution.UNKNOWN,
          Execution.UNKNOWN,
          played.assignedNanos()[job] < 0
              ? Execution.UNKNOWN
              : epoch + played.assignedNanos()[job]);
    }
    for (int job = 0; dependencies && job < jobs.size(); job++) {
      for (int need : jobs.get(job).needs()) {
        builder.needs(numbers[job], numbers[need]);
      }
    }
    if (dependencies) {
      builder.saysNeeds();
    }
    workers(played, builder, epoch);
    for (Played.Piece piece : pieces) {
      builder.work(
          heading(piece),
          piece.kind() == Played.Kind.ATTEMPT,
          piece.job() < 0 ? Execution.NONE : numbers[piece.job()],
          piece.machine(),
          piece.from(),
          piece.data() < 0 ? Execution.NONE : numbers[piece.data()],
          epoch + piece.startNanos(),
          epoch + piece.endNanos(),
          0);
    }
    return builder.build(epoch, epoch + played.wallNanos());
  }

  private static void workers(Played played, ExecutionBuilder builder, long epoch) {
    for (int i = 0; i < played.cluster().machines().size(); i++) {
      Cluster.Machine machine = played.cluster().machines().get(i);
      int worker = builder.worker(Played.worker(i), machine.threads());
      builder.there(
          worker,
          epoch + machine.joinsNanos(),
          machine.leavesNanos() == Long.MAX_VALUE
              ? Execution.UNKNOWN
              : epoch + machine.leavesNanos());
      for (int p = 0; p + 1 < machine.pausedNanos().size(); p += 2) {
        builder.paused(
            worker, epoch + machine.pausedNanos().get(p), epoch + machine.pausedNanos().get(p + 1));
      }
    }
  }

  private static Heading heading(Played.Piece piece) {
    return switch (piece.kind()) {
      case ATTEMPT -> piece.error() == null ? Heading.COMPUTE : Heading.RETRY;
      case SERIALIZE -> Heading.SERIALIZE;
      case LOCK -> Heading.LOCK;
      case STORE, DECISION -> Heading.SCHEDULER;
      case TRANSFER -> Heading.TRANSFER;
      case SPILL -> Heading.SPILL;
      case CLIENT -> Heading.CLIENT;
    };
  }
}
