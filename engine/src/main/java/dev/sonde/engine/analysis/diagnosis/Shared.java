package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.execution.Execution;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** Whether something is of one prefix or worker, though there are others, or of all. */
final class Shared {

  /** Of the whole, that one must have to be named for it. */
  private static final double NEARLY_ALL = 0.9;

  /** Of the work, that the others must have, or there is nobody to be unlike. */
  private static final double SOME = 0.25;

  private Shared() {}

  /**
   * The prefix that nearly all of it is of; {@link Execution#NONE} where it is the run's.
   *
   * @param amount of it, by turn
   */
  static int prefix(Examined run, IntToLongFunction amount) {
    long[] amounts = new long[run.run.prefixes()];
    long[] work = new long[run.run.prefixes()];
    for (int turn = 0; turn < run.turns.size(); turn++) {
      int task = run.turns.task(turn);
      if (task >= 0) {
        amounts[run.run.prefix(task)] += amount.applyAsLong(turn);
        work[run.run.prefix(task)] += run.run.nanos(run.turns.work(turn));
      }
    }
    return one(amounts, work);
  }

  /** The same of workers. */
  static int worker(Examined run, IntToLongFunction amount) {
    long[] amounts = new long[run.run.workers()];
    long[] work = new long[run.run.workers()];
    for (int turn = 0; turn < run.turns.size(); turn++) {
      int worker = run.turns.worker(turn);
      if (worker >= 0) {
        amounts[worker] += amount.applyAsLong(turn);
        work[worker] += run.run.nanos(run.turns.work(turn));
      }
    }
    return one(amounts, work);
  }

  private static int one(long[] amounts, long[] work) {
    long all = Arrays.stream(amounts).sum();
    long allWork = Arrays.stream(work).sum();
    for (int i = 0; i < amounts.length; i++) {
      if (amounts[i] > NEARLY_ALL * all && allWork - work[i] > SOME * allWork) {
        return i;
      }
    }
    return Execution.NONE;
  }

  static long sum(Examined run, IntToLongFunction amount) {
    long sum = 0;
    for (int turn = 0; turn < run.turns.size(); turn++) {
      sum += amount.applyAsLong(turn);
    }
    return sum;
  }
}
