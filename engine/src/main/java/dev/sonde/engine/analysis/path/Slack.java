package dev.sonde.engine.analysis.path;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Groups;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Load;
import dev.sonde.engine.analysis.execution.Order;
import dev.sonde.engine.analysis.execution.Turns;
import java.util.Arrays;

/**
 * How much later each attempt could have ended without moving the end of the run: what depends on it, and
 * what took its slot, would begin as late as they can. What moved in between takes as long as it did.
 */
public final class Slack {

  private Slack() {}

  /** In nanoseconds, by turn; not less than 0. */
  public static long[] of(Execution run, Turns turns, Load load) {
    int size = turns.size();
    long[] from = new long[size];
    long last = run.startNanos();
    int[] firstOf = new int[run.tasks()];
    Arrays.fill(firstOf, Execution.NONE);
    for (int turn = size - 1; turn >= 0; turn--) {
      from[turn] = turns.from(turn);
      last = Math.max(last, turns.to(turn));
      if (turns.task(turn) >= 0) {
        firstOf[turns.task(turn)] = turn;
      }
    }
    long[] slack = new long[size];
    for (int turn = 0; turn < size; turn++) {
      slack[turn] = last - turns.to(turn);
    }
    int[] order = Order.by(from);
    // What depends on a turn began after it, so that it comes first on the way back.
    for (int i = size - 1; i >= 0; i--) {
      pass(run, turns, load, order[i], firstOf, slack);
    }
    return slack;
  }

  /** What the turn leaves to those that it waited for. */
  private static void pass(
      Execution run, Turns turns, Load load, int turn, int[] firstOf, long[] slack) {
    int task = turns.task(turn);
    int freed = load.freedBy(turns.worker(turn), turns.from(turn));
    long bound = freed < 0 || freed == turn ? Execution.UNKNOWN : turns.to(freed);
    Groups needs = run.needs();
    boolean first = task >= 0 && firstOf[task] == turn;
    for (int i = 0; first && i < needs.size(task); i++) {
      int other = turns.lastOf(needs.get(task, i));
      if (other >= 0 && other != turn) {
        bound = Math.max(bound, arrives(run, turns, other, task, turn));
      }
    }
    for (int i = 0; first && i < needs.size(task); i++) {
      int other = turns.lastOf(needs.get(task, i));
      if (other >= 0 && other != turn) {
        long spare = bound - arrives(run, turns, other, task, turn);
        slack[other] = Math.clamp(slack[turn] + spare, 0, slack[other]);
      }
    }
    if (freed >= 0 && freed != turn) {
      slack[freed] = Math.clamp(slack[turn] + bound - turns.to(freed), 0, slack[freed]);
    }
    if (task >= 0 && !first) {
      int before = before(run, turns, task, turn);
      slack[before] = Math.clamp(slack[turn], 0, slack[before]);
    }
  }

  private static int before(Execution run, Turns turns, int task, int turn) {
    int before = turn;
    for (int i = 0; i < run.worksOf().size(task); i++) {
      int other = turns.of(run.worksOf().get(task, i));
      if (other >= 0 && other < turn) {
        before = other;
      }
    }
    return before;
  }

  /** When its result was there, had it moved as soon as it was done. */
  private static long arrives(Execution run, Turns turns, int other, int task, int turn) {
    long moved = 0;
    for (int i = 0; i < run.worksOf().size(task); i++) {
      int work = run.worksOf().get(task, i);
      if (run.heading(work) == Heading.TRANSFER
          && run.data(work) == turns.task(other)
          && run.end(work) <= turns.from(turn)) {
        moved = Math.max(moved, run.nanos(work));
      }
    }
    return Math.min(turns.from(turn), run.end(turns.work(other)) + moved);
  }
}
