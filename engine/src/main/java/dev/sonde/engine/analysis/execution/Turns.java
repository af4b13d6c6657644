package dev.sonde.engine.analysis.execution;

import java.util.Arrays;

/**
 * The attempts, each with the stretch for which it held a slot: its own time, and that of the phases
 * that adjoin it (unpacking and a lock before it, storing behind it). Numbered as their works, by end.
 */
public final class Turns {

  /** Between an attempt and a phase that adjoins it; clocks within a process agree to less. */
  private static final long ADJOINING_NANOS = 1_000_000;

  private final Execution run;
  private final int[] works;
  private final long[] from;
  private final long[] to;
  private final int[] freeing;
  private final int[] turnOf;
  private final int[] lastOf;

  public Turns(Execution run) {
    this.run = run;
    int count = 0;
    for (int work = 0; work < run.works(); work++) {
      count += run.isAttempt(work) ? 1 : 0;
    }
    works = new int[count];
    from = new long[count];
    to = new long[count];
    freeing = new int[count];
    turnOf = new int[run.works()];
    lastOf = new int[run.tasks()];
    Arrays.fill(turnOf, Execution.NONE);
    Arrays.fill(lastOf, Execution.NONE);
    int turn = 0;
    for (int work = 0; work < run.works(); work++) {
      if (run.isAttempt(work)) {
        works[turn] = work;
        turnOf[work] = turn;
        hold(turn, work);
        if (run.task(work) >= 0) {
          lastOf[run.task(work)] = turn;
        }
        turn++;
      }
    }
  }

  private void hold(int turn, int attempt) {
    long begin = run.start(attempt);
    long over = run.end(attempt);
    int last = attempt;
    int task = run.task(attempt);
    int size = task < 0 ? 0 : run.worksOf().size(task);
    for (int i = size - 1; i >= 0; i--) {
      int phase = run.worksOf().get(task, i);
      if (isPhase(phase, attempt) && isBefore(phase, begin)) {
        begin = run.start(phase);
      }
    }
    for (int i = 0; i < size; i++) {
      int phase = run.worksOf().get(task, i);
      if (isPhase(phase, attempt)
          && run.start(phase) >= over
          && run.start(phase) - over <= ADJOINING_NANOS
          && (run.heading(phase) == Heading.SCHEDULER || !isBeforeAnother(task, phase))) {
        over = run.end(phase);
        last = phase;
      }
    }
    from[turn] = begin;
    to[turn] = over;
    freeing[turn] = last;
  }

  /** Whether the task was tried again behind a phase, which may then belong to that attempt. */
  private boolean isBeforeAnother(int task, int phase) {
    for (int i = run.worksOf().size(task) - 1; i >= 0; i--) {
      int work = run.worksOf().get(task, i);
      if (run.isAttempt(work) && run.start(work) >= run.end(phase)) {
        return true;
      }
    }
    return false;
  }

  private boolean isBefore(int phase, long begin) {
    return (run.heading(phase) == Heading.LOCK || run.heading(phase) == Heading.SERIALIZE)
        && run.end(phase) <= begin
        && begin - run.end(phase) <= ADJOINING_NANOS;
  }

  private boolean isPhase(int work, int attempt) {
    return !run.isAttempt(work)
        && run.heading(work) != Heading.TRANSFER
        && run.heading(work) != Heading.SPILL
        && run.worker(work) >= 0
        && run.worker(work) == run.worker(attempt);
  }

  public int size() {
    return works.length;
  }

  /** The attempt itself. */
  public int work(int turn) {
    return works[turn];
  }

  public int task(int turn) {
    return run.task(works[turn]);
  }

  public int worker(int turn) {
    return run.worker(works[turn]);
  }

  /** When it took its slot. */
  public long from(int turn) {
    return from[turn];
  }

  /** When its slot was free again. */
  public long to(int turn) {
    return to[turn];
  }

  /** What ended last of it. */
  public int freeing(int turn) {
    return freeing[turn];
  }

  /** The turn of an attempt; {@link Execution#NONE} of any other work. */
  public int of(int work) {
    return turnOf[work];
  }

  /** The last turn of a task; {@link Execution#NONE} where it had none. */
  public int lastOf(int task) {
    return lastOf[task];
  }

  long[] tos() {
    return to;
  }
}
