package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import java.util.List;

/** Everything around the attempts costs more than the attempts, which are short. */
final class SmallTasks implements Detector {

  /** Longer ones are not short, whatever is around them; in nanoseconds. */
  private static final double SHORT = 100_000_000;

  @Override
  public List<Finding> find(Examined run) {
    long[] around = new long[run.run.prefixes()];
    long[] own = new long[run.run.prefixes()];
    int[] count = new int[run.run.prefixes()];
    long allAround = 0;
    long allOwn = 0;
    for (int turn = 0; turn < run.turns.size(); turn++) {
      int task = run.turns.task(turn);
      if (task >= 0) {
        around[run.run.prefix(task)] += run.replay.aroundNanos(turn);
        own[run.run.prefix(task)] += run.run.nanos(run.turns.work(turn));
        count[run.run.prefix(task)]++;
        allAround += run.replay.aroundNanos(turn);
        allOwn += run.run.nanos(run.turns.work(turn));
      }
    }
    if (allAround > allOwn && allOwn / (double) run.turns.size() < SHORT) {
      return List.of(finding(run, Execution.NONE, allAround, allOwn, run.turns.size()));
    }
    int most = Execution.NONE;
    for (int prefix = 0; prefix < own.length; prefix++) {
      boolean small = around[prefix] > own[prefix] && own[prefix] < SHORT * count[prefix];
      if (small && (most < 0 || around[prefix] > around[most])) {
        most = prefix;
      }
    }
    return most < 0 || around[most] < Diagnosis.LEAST_SHARE * run.run.wallNanos()
        ? List.of()
        : List.of(finding(run, most, around[most], own[most], count[most]));
  }

  private static Finding finding(Examined run, int prefix, long around, long own, int count) {
    return new Finding(
        "small_tasks",
        prefix < 0 ? Finding.RUN : Finding.prefix(run.run.prefixName(prefix)),
        run.saved(Changes.tenTimesLarger(each -> prefix < 0 || each == prefix)),
        run.confidence(),
        List.of(
            "%s attempts took %s each, and %s around each"
                .formatted(
                    Amounts.count(count),
                    Amounts.seconds(own / 1e9 / count),
                    Amounts.seconds(around / 1e9 / count)),
            "the ceiling is for tasks ten times larger"),
        List.of(Look.at("account"), Look.at("prefixes")));
  }
}
