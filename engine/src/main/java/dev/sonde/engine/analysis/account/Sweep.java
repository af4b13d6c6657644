package dev.sonde.engine.analysis.account;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Inputs;
import dev.sonde.engine.analysis.execution.Readiness;
import dev.sonde.engine.analysis.execution.Stretches;
import dev.sonde.engine.analysis.execution.Turns;
import java.util.EnumMap;
import java.util.Map;

/**
 * Goes once through everything that changed, in the order of time, and keeps for each worker what its
 * slots were filled with, and for all together why the others were free. So the cost does not depend on
 * how many workers there are.
 */
final class Sweep {

  /** What fills a slot, in the order in which they do where there are more than slots. */
  private static final Heading[] FILLING = {
    Heading.COMPUTE, Heading.RETRY, Heading.LOCK, Heading.SERIALIZE, Heading.SCHEDULER
  };

  /** Counters of a worker behind those of what fills its slots. */
  private static final int THERE = FILLING.length;

  private static final int FETCHING = THERE + 1;
  private static final int SPILLING = THERE + 2;
  private static final int PAUSED = THERE + 3;
  private static final int COUNTERS = THERE + 4;

  /** Counters that no worker has for itself. */
  private static final int SCHEDULER = COUNTERS;

  private static final int CLIENT = COUNTERS + 1;

  /** Tasks that could begin and do not wait for what they need to move. */
  private static final int READY = COUNTERS + 2;

  /** Tasks that were submitted, have not ended and will have run. */
  private static final int UNFINISHED = COUNTERS + 3;

  private static final int TO_COME = COUNTERS + 4;
  private static final int ALL = COUNTERS + 5;

  private final Execution run;
  private final Turns turns;
  private final Readiness readiness;
  private final Inputs inputs;
  private final Changes changes = new Changes();
  private final int[][] counts;
  private final long[] together = new long[ALL];

  /** Over all workers: slots by what fills them, then those that fetch, spill, are paused, are free. */
  private final long[] slots = new long[COUNTERS + 1];

  private static final int FREE = COUNTERS;

  private final long[] sums = new long[Heading.values().length];

  Sweep(Execution run, Turns turns, Readiness readiness, Inputs inputs) {
    this.run = run;
    this.turns = turns;
    this.readiness = readiness;
    this.inputs = inputs;
    this.counts = new int[run.workers()][COUNTERS];
  }

  Map<Heading, Long> sums() {
    for (int worker = 0; worker < run.workers(); worker++) {
      stretches(THERE, worker, run.there(worker));
      stretches(PAUSED, worker, run.paused(worker));
    }
    for (int work = 0; work < run.works(); work++) {
      work(work);
    }
    for (int turn = 0; turn < turns.size(); turn++) {
      turn(turn);
    }
    for (int task = 0; task < run.tasks(); task++) {
      task(task);
    }
    sweep();
    Map<Heading, Long> result = new EnumMap<>(Heading.class);
    for (Heading heading : Heading.values()) {
      result.put(heading, sums[heading.code()]);
    }
    return result;
  }

  private void stretches(int counter, int worker, Stretches stretches) {
    for (int i = 0; i < stretches.size(); i++) {
      changes.stretch(counter, worker, stretches.from(i), stretches.to(i));
    }
  }

  private void work(int work) {
    int worker = run.worker(work);
    long from = run.start(work);
    long to = run.end(work);
    switch (run.heading(work)) {
      case SCHEDULER -> {
        if (worker < 0) {
          changes.stretch(SCHEDULER, 0, from, to);
        }
      }
      case CLIENT -> changes.stretch(CLIENT, 0, from, to);
      case SPILL -> {
        if (worker >= 0) {
          changes.stretch(SPILLING, worker, from, to);
        }
      }
      case TRANSFER -> {
        // Of what moves for a task that is known, the task waits: see below.
        if (worker >= 0 && run.task(work) < 0) {
          changes.stretch(FETCHING, worker, from, to);
        }
      }
      default -> {
        if (run.isAttempt(work) && worker >= 0) {
          changes.stretch(filling(run.heading(work)), worker, from, to);
        }
      }
    }
  }

  private static int filling(Heading heading) {
    for (int i = 0; i < FILLING.length; i++) {
      if (FILLING[i] == heading) {
        return i;
      }
    }
    return 0;
  }

  /** The phases around and within an attempt, and the wait before it. */
  private void turn(int turn) {
    int task = turns.task(turn);
    int worker = turns.worker(turn);
    if (task < 0 || worker < 0) {
      return;
    }
    int attempt = turns.work(turn);
    int own = filling(run.heading(attempt));
    for (int i = 0; i < run.worksOf().size(task); i++) {
      int phase = run.worksOf().get(task, i);
      if (run.isAttempt(phase) || run.worker(phase) != worker || !isPhase(run.heading(phase))) {
        continue;
      }
      // Outside of the attempt it fills the slot by itself, within it instead of the attempt.
      int fills = filling(run.heading(phase));
      stretch(fills, worker, phase, turns.from(turn), run.start(attempt), 1);
      stretch(fills, worker, phase, run.end(attempt), turns.to(turn), 1);
      if (run.heading(phase) != Heading.SCHEDULER) {
        stretch(fills, worker, phase, run.start(attempt), run.end(attempt), 1);
        stretch(own, worker, phase, run.start(attempt), run.end(attempt), -1);
      }
    }
    waits(turn, task, worker);
  }

  /** From when it could begin it waits for a place, for what moves to it there, and for a slot. */
  private void waits(int turn, int task, int worker) {
    long from = turns.from(turn);
    long ready = readiness.ready(turn);
    if (!inputs.moved(turn)) {
      changes.stretch(READY, 0, ready, from);
      return;
    }
    long assigned = run.assignedNanos(task);
    long known = assigned == Execution.UNKNOWN ? inputs.firstMove(turn) : assigned;
    long fetches = Math.clamp(known, ready, from);
    long come = Math.clamp(inputs.lastMove(turn), fetches, from);
    changes.stretch(READY, 0, ready, fetches);
    changes.stretch(FETCHING, worker, fetches, come);
    changes.stretch(READY, 0, come, from);
  }

  private static boolean isPhase(Heading heading) {
    return heading == Heading.LOCK
        || heading == Heading.SERIALIZE
        || heading == Heading.SCHEDULER
        || heading == Heading.COMPUTE;
  }

  private void stretch(int counter, int worker, int phase, long from, long to, int step) {
    changes.stretch(
        counter, worker, Math.max(from, run.start(phase)), Math.min(to, run.end(phase)), step);
  }

  private void task(int task) {
    int last = turns.lastOf(task);
    if (last >= 0) {
      long submitted = Math.max(run.startNanos(), run.submittedNanos(task));
      changes.stretch(TO_COME, 0, run.startNanos(), submitted);
      changes.stretch(UNFINISHED, 0, submitted, turns.to(last));
    }
  }

  private void sweep() {
    long now = run.startNanos();
    int[] order = changes.order();
    for (int i = 0; i < order.length; ) {
      int change = order[i];
      long at = changes.at(change);
      long moment = Math.clamp(at, run.startNanos(), run.endNanos());
      if (moment > now) {
        pass(moment - now);
        now = moment;
      }
      if (changes.counter(change) >= COUNTERS) {
        together[changes.counter(change)] += changes.by(change);
        i++;
        continue;
      }
      // One phase ends as the next begins: what changes there at once is taken together.
      int worker = changes.host(change);
      share(worker, -1);
      while (i < order.length
          && changes.at(order[i]) == at
          && changes.counter(order[i]) < COUNTERS
          && changes.host(order[i]) == worker) {
        counts[worker][changes.counter(order[i])] += changes.by(order[i]);
        i++;
      }
      share(worker, 1);
    }
    pass(run.endNanos() - now);
  }

  /** Adds what a worker's slots are filled with to what those of all are, or takes it away. */
  private void share(int worker, int sign) {
    int[] own = counts[worker];
    long left = own[THERE] > 0 ? run.slots(worker) : 0;
    for (int i = 0; i < FILLING.length; i++) {
      long filled = Math.min(left, Math.max(0, own[i]));
      slots[i] += sign * filled;
      left -= filled;
    }
    long fetching = Math.min(left, own[FETCHING]);
    slots[FETCHING] += sign * fetching;
    left -= fetching;
    slots[own[SPILLING] > 0 ? SPILLING : own[PAUSED] > 0 ? PAUSED : FREE] += sign * left;
  }

  private void pass(long nanos) {
    for (int i = 0; i < FILLING.length; i++) {
      add(FILLING[i], slots[i] * nanos);
    }
    add(Heading.TRANSFER, slots[FETCHING] * nanos);
    add(Heading.SPILL, slots[SPILLING] * nanos);
    boolean deciding = together[SCHEDULER] > 0;
    add(deciding ? Heading.SCHEDULER : Heading.PAUSED, slots[PAUSED] * nanos);
    add(deciding ? Heading.SCHEDULER : why(), slots[FREE] * nanos);
  }

  private void add(Heading heading, long nanos) {
    sums[heading.code()] += nanos;
  }

  /** Why a slot is free that nothing of its own worker explains. */
  private Heading why() {
    if (together[CLIENT] > 0) {
      return Heading.CLIENT;
    } else if (together[UNFINISHED] > 0) {
      return together[READY] > 0 ? Heading.NOT_PLACED : Heading.NO_READY_TASK;
    } else if (together[TO_COME] > 0) {
      return Heading.CLIENT;
    }
    return turns.size() == 0 ? Heading.UNKNOWN : Heading.END;
  }
}
