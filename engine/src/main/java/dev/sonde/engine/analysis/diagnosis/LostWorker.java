package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Stretches;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker left before the end with work in hand. */
final class LostWorker implements Detector {

  /** Between what was lost and the word of the loss. */
  private static final long NEAR_NANOS = 50_000_000;

  @Override
  public List<Finding> find(Examined run) {
    @Nullable BitSet[] all = new @Nullable BitSet[run.run.workers()];
    for (int turn = 0; turn < run.turns.size(); turn++) {
      if (isLost(run, turn)) {
        int worker = run.turns.worker(turn);
        BitSet own = all[worker] == null ? new BitSet() : all[worker];
        own.set(turn);
        all[worker] = own;
      }
    }
    List<Finding> found = new ArrayList<>();
    for (int worker = 0; worker < run.run.workers(); worker++) {
      BitSet lost = all[worker];
      if (lost != null) {
        Stretches there = run.run.there(worker);
        long left = there.to(there.size() - 1);
        long saved = run.saved(Changes.without(lost));
        String name = run.run.workerName(worker);
        found.add(
            new Finding(
                "lost_worker",
                Finding.worker(name),
                saved,
                run.confidence(),
                List.of(
                    "it left %s after the start, %s before the end, with %s"
                        .formatted(
                            Amounts.seconds((left - run.run.startNanos()) / 1e9),
                            Amounts.seconds((run.run.endNanos() - left) / 1e9),
                            lost.cardinality() == 1
                                ? "an attempt under way"
                                : Amounts.count(lost.cardinality()) + " attempts under way")),
                List.of(
                    Look.at("worker", name), Look.at("events").with("kind", "worker.removed"))));
      }
    }
    return found;
  }

  /** Whether its worker left while it ran, or as it failed and others took it up. */
  static boolean isLost(Examined run, int turn) {
    int worker = run.turns.worker(turn);
    int task = run.turns.task(turn);
    if (worker < 0 || task < 0) {
      return false;
    }
    Stretches there = run.run.there(worker);
    long end = run.run.end(run.turns.work(turn));
    boolean again =
        run.turns.lastOf(task) != turn || run.run.heading(run.turns.work(turn)) == Heading.RETRY;
    for (int i = 0; i < there.size(); i++) {
      long left = there.to(i);
      boolean gone = left < run.run.endNanos() - NEAR_NANOS;
      if (gone
          && run.turns.from(turn) < left
          && ((again && Math.abs(end - left) < NEAR_NANOS) || end > left + NEAR_NANOS)) {
        return true;
      }
    }
    return false;
  }
}
