package dev.sonde.engine.analysis.execution;

/**
 * When each turn could have begun as far as its task goes: the attempt before it had failed, else all
 * that the task needs was done and it had been submitted. Where neither dependencies nor a word of
 * readiness are known, the scheduler's decision is the best that is known.
 */
public final class Readiness {

  private final Execution run;
  private final Turns turns;
  private final long[] ready;
  private final int[] before;
  private final int[] releasedBy;

  public Readiness(Execution run, Turns turns) {
    this.run = run;
    this.turns = turns;
    this.ready = new long[turns.size()];
    this.before = new int[turns.size()];
    this.releasedBy = new int[turns.size()];
    int[] latest = new int[run.tasks()];
    java.util.Arrays.fill(latest, Execution.NONE);
    for (int turn = 0; turn < turns.size(); turn++) {
      int task = turns.task(turn);
      before[turn] = task < 0 ? Execution.NONE : latest[task];
      releasedBy[turn] = Execution.NONE;
      ready[turn] = task < 0 ? turns.from(turn) : known(turn, task);
      if (task >= 0) {
        latest[task] = turn;
      }
    }
  }

  private long known(int turn, int task) {
    if (before[turn] >= 0) {
      return Math.min(turns.from(turn), turns.to(before[turn]));
    }
    long moment = run.submittedNanos(task);
    Groups needs = run.needs();
    for (int i = 0; i < needs.size(task); i++) {
      int needed = turns.lastOf(needs.get(task, i));
      long done = needed < 0 ? Execution.UNKNOWN : run.end(turns.work(needed));
      // What ended after it had begun was not waited for, whatever was said.
      if (done <= turns.from(turn) && done > moment) {
        moment = done;
        releasedBy[turn] = needed;
      }
    }
    long said = run.readyNanos(task);
    if (said != Execution.UNKNOWN && said > moment && said <= turns.from(turn)) {
      moment = said;
    }
    if (moment == Execution.UNKNOWN || (!run.hasDependencies() && said == Execution.UNKNOWN)) {
      long assigned = run.assignedNanos(task);
      moment = Math.max(moment, assigned);
    }
    return moment == Execution.UNKNOWN
        ? turns.from(turn)
        : Math.min(turns.from(turn), Math.max(moment, run.startNanos()));
  }

  /** When the turn could have begun, at most when it did. */
  public long ready(int turn) {
    return ready[turn];
  }

  /** The attempt of the same task before it; {@link Execution#NONE} of the first. */
  public int before(int turn) {
    return before[turn];
  }

  /** The turn of what it needed that ended last; {@link Execution#NONE} where nothing did. */
  public int releasedBy(int turn) {
    return releasedBy[turn];
  }
}
