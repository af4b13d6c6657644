package dev.sonde.engine.analysis.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What came for each turn before it began: transfers, and what was read back from disk. A transfer counts
 * for all who need what it brought to their worker. Where nobody says who needs it, it counts for the turn
 * that began there right after it.
 */
public final class Inputs {

  /** Between the last of what a turn needed and its beginning, where only the order of time tells. */
  private static final long RIGHT_AFTER_NANOS = 2_000_000;

  private final Execution run;
  private final Turns turns;
  private final Readiness readiness;
  private final Groups transfersOf;
  private final Groups arrivals;
  private final long[] firstMove;
  private final long[] lastMove;
  private final long[] firstRead;
  private final long[] lastRead;

  public Inputs(Execution run, Turns turns, Readiness readiness) {
    this.run = run;
    this.turns = turns;
    this.readiness = readiness;
    List<Integer> moving = new ArrayList<>();
    List<Integer> nobodys = new ArrayList<>();
    int[] data = new int[run.works()];
    int[] worker = new int[run.works()];
    for (int work = 0; work < run.works(); work++) {
      if (run.heading(work) == Heading.TRANSFER) {
        moving.add(work);
        data[work] = run.data(work);
        worker[work] = run.worker(work);
        if (run.task(work) < 0) {
          nobodys.add(work);
        }
      }
    }
    this.transfersOf =
        Groups.of(run.tasks(), moving.stream().mapToInt(Integer::intValue).toArray(), data);
    this.arrivals =
        Groups.of(run.workers(), nobodys.stream().mapToInt(Integer::intValue).toArray(), worker);
    int size = turns.size();
    firstMove = new long[size];
    lastMove = new long[size];
    firstRead = new long[size];
    lastRead = new long[size];
    Arrays.fill(firstMove, Long.MAX_VALUE);
    Arrays.fill(lastMove, Execution.UNKNOWN);
    Arrays.fill(firstRead, Long.MAX_VALUE);
    Arrays.fill(lastRead, Execution.UNKNOWN);
    for (int turn = 0; turn < size; turn++) {
      own(turn);
      needed(turn);
      if (lastMove[turn] == Execution.UNKNOWN && !run.hasDependencies()) {
        rightBefore(turn);
      }
    }
  }

  /** What moved or was read for the task itself. */
  private void own(int turn) {
    int task = turns.task(turn);
    int works = task < 0 ? 0 : run.worksOf().size(task);
    for (int i = 0; i < works; i++) {
      int work = run.worksOf().get(task, i);
      if (run.heading(work) == Heading.TRANSFER) {
        moved(turn, work);
      } else if (run.heading(work) == Heading.SPILL && isBefore(turn, work)) {
        firstRead[turn] = Math.min(firstRead[turn], run.start(work));
        lastRead[turn] = Math.max(lastRead[turn], run.end(work));
      }
    }
  }

  /** What another task there needed as well. */
  private void needed(int turn) {
    int task = turns.task(turn);
    int needs = task < 0 ? 0 : run.needs().size(task);
    for (int i = 0; i < needs; i++) {
      int need = run.needs().get(task, i);
      for (int t = 0; t < transfersOf.size(need); t++) {
        int work = transfersOf.get(need, t);
        if (run.worker(work) == turns.worker(turn)) {
          moved(turn, work);
        }
      }
    }
  }

  private void rightBefore(int turn) {
    int worker = turns.worker(turn);
    int task = turns.task(turn);
    long assigned = task < 0 ? Execution.UNKNOWN : run.assignedNanos(task);
    if (worker < 0 || assigned == Execution.UNKNOWN) {
      return;
    }
    int come = arrivals.upTo(worker, turns.from(turn), run::end);
    int last = come == 0 ? Execution.NONE : arrivals.get(worker, come - 1);
    if (last >= 0
        && run.end(last) > assigned
        && turns.from(turn) - run.end(last) < RIGHT_AFTER_NANOS) {
      moved(turn, last);
    }
  }

  private void moved(int turn, int work) {
    if (isBefore(turn, work)) {
      firstMove[turn] = Math.min(firstMove[turn], run.start(work));
      lastMove[turn] = Math.max(lastMove[turn], run.end(work));
    }
  }

  /** Whether it came after the attempt before this one, and before this one. */
  private boolean isBefore(int turn, int work) {
    int before = readiness.before(turn);
    return run.end(work) <= turns.from(turn) && (before < 0 || run.start(work) >= turns.to(before));
  }

  public boolean moved(int turn) {
    return lastMove[turn] != Execution.UNKNOWN;
  }

  public boolean read(int turn) {
    return lastRead[turn] != Execution.UNKNOWN;
  }

  /** When the first of what it needed began to move. */
  public long firstMove(int turn) {
    return firstMove[turn];
  }

  /** When the last of what it needed had come; {@link Execution#UNKNOWN} where nothing moved. */
  public long lastMove(int turn) {
    return lastMove[turn];
  }

  public long firstRead(int turn) {
    return firstRead[turn];
  }

  /** When the last of what it needed had been read; {@link Execution#UNKNOWN} where nothing was. */
  public long lastRead(int turn) {
    return lastRead[turn];
  }
}
