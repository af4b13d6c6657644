package dev.sonde.engine.analysis.replay;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Groups;
import dev.sonde.engine.analysis.execution.Stretches;
import java.util.Arrays;
import java.util.BitSet;

/**
 * One performance of a script: moments in the order of time, each of which may bring others about.
 */
final class Play {
  private static final int READY = 0;
  private static final int COME = 1;
  private static final int OVER = 2;
  private static final int OPENS = 3;
  private static final int CLOSES = 4;
  private static final int KINDS = 5;

  private final Script script;
  private final Script.Choice choice;

  /** Whether turns wait at a worker of their own. */
  private final boolean apart;

  private final boolean reserved;
  private final Script.Wait wait;
  private final Heap moments = new Heap();
  private final Heap[] waiting;

  /** Those that wait for any worker, by rank. */
  private final BitSet anywhere = new BitSet();

  private int firstAnywhere;
  private final int[] missing;
  private final long[] ready;
  private final Groups dependents;
  private final int[] free;
  private final boolean[] open;
  private final int[] nextStretch;
  private final int[] at;
  private final BitSet usable = new BitSet();
  private final int[] given;
  private final int[] byRank;
  private long scheduler;
  private long now;
  private long last;

  Play(Script script, Script.Placing placing) {
    this.script = script;
    this.choice = placing.choice;
    this.apart = choice != Script.Choice.FREE;
    this.reserved = placing.reserved;
    this.wait = reserved ? script.held : script.free;
    int workers = script.slots.length;
    this.waiting = new Heap[apart ? workers : 0];
    Arrays.setAll(waiting, i -> new Heap());
    this.missing = new int[script.turns];
    this.ready = new long[script.turns];
    this.at = new int[script.turns];
    this.byRank = new int[script.turns];
    this.free = script.slots.clone();
    this.given = new int[workers];
    this.open = new boolean[workers];
    this.nextStretch = new int[workers];
    int pairs = 0;
    for (int turn = 0; turn < script.turns; turn++) {
      missing[turn] = script.after[turn].length;
      byRank[script.rank[turn]] = turn;
      pairs += missing[turn];
    }
    int[] before = new int[pairs];
    int[] behind = new int[pairs];
    int used = 0;
    for (int turn = 0; turn < script.turns; turn++) {
      for (int other : script.after[turn]) {
        before[used] = other;
        behind[used++] = turn;
      }
    }
    this.dependents = Groups.pairs(script.turns, before, behind);
  }

  long nanos() {
    for (int worker = 0; worker < script.slots.length; worker++) {
      opens(worker);
    }
    // In the order in which they began, so that of those that are ready at once the first comes
    // first.
    for (int turn : byRank) {
      if (missing[turn] == 0) {
        plan(script.ready[turn], turn, READY);
      }
    }
    while (!moments.isEmpty()) {
      now = moments.key();
      int number = moments.remove();
      play(number / KINDS, number % KINDS);
    }
    return last + script.tail;
  }

  private void plan(long moment, int what, int kind) {
    moments.add(moment, what * KINDS + kind);
  }

  private void play(int what, int kind) {
    switch (kind) {
      case READY -> ready(what);
      case COME -> come(what);
      case OVER -> over(what);
      case OPENS -> {
        open[what] = true;
        freed(what);
      }
      default -> {
        open[what] = false;
        usable.clear(what);
        opens(what);
      }
    }
  }

  private void opens(int worker) {
    Stretches stretches = script.open[worker];
    int stretch = nextStretch[worker]++;
    if (stretch < stretches.size()) {
      long start = script.run.startNanos();
      plan(stretches.from(stretch) - start, worker, OPENS);
      // The run's own end is none for those who might still be needed.
      if (stretches.to(stretch) < script.run.endNanos()) {
        plan(stretches.to(stretch) - start, worker, CLOSES);
      }
    }
  }

  private void ready(int turn) {
    if (script.left[turn]) {
      release(turn, now);
      return;
    }
    at[turn] = choice == Script.Choice.LEAST_LOADED ? leastLoaded(turn) : script.worker[turn];
    if (at[turn] >= 0) {
      given[at[turn]]++;
    }
    if (reserved) {
      queue(turn);
    } else {
      decide(turn);
    }
  }

  /** Of those with equally little to do the one where it was; none where no worker is there. */
  private int leastLoaded(int turn) {
    int best = Execution.NONE;
    double least = Double.MAX_VALUE;
    for (int worker = 0; worker < given.length; worker++) {
      double load = (double) given[worker] / script.slots[worker];
      if (open[worker] && (load < least || (load == least && worker == script.worker[turn]))) {
        best = worker;
        least = load;
      }
    }
    return best;
  }

  /** The scheduler takes one after another, in the order in which they are ready. */
  private void decide(int turn) {
    long over = now;
    if (script.decision[turn] > 0) {
      over = Math.max(now, scheduler) + script.decision[turn];
      scheduler = over;
    }
    long come = over + wait.nanos(turn);
    if (come == now) {
      come(turn);
    } else {
      plan(come, turn, COME);
    }
  }

  private void come(int turn) {
    if (reserved) {
      begin(turn);
    } else {
      queue(turn);
    }
  }

  /** Where a slot is free it goes there, the place where it was first; else it waits for one. */
  private void queue(int turn) {
    int own = at[turn];
    int worker = own >= 0 && usable.get(own) ? own : apart && own >= 0 ? -1 : fastest();
    if (worker >= 0) {
      take(turn, worker);
    } else if (apart && own >= 0) {
      waiting[own].add(script.rank[turn], turn);
    } else {
      anywhere.set(script.rank[turn]);
      firstAnywhere = Math.min(firstAnywhere, script.rank[turn]);
    }
  }

  private int fastest() {
    int best = -1;
    for (int worker = usable.nextSetBit(0); worker >= 0; worker = usable.nextSetBit(worker + 1)) {
      if (script.slowness[worker] <= 1) {
        return worker;
      }
      best = best < 0 || script.slowness[worker] < script.slowness[best] ? worker : best;
    }
    return best;
  }

  private void take(int turn, int worker) {
    if (at[turn] != worker) {
      if (at[turn] >= 0) {
        given[at[turn]]--;
      }
      given[worker]++;
      at[turn] = worker;
    }
    if (--free[worker] == 0) {
      usable.clear(worker);
    }
    if (reserved) {
      decide(turn);
    } else {
      begin(turn);
    }
  }

  private void begin(int turn) {
    int own = script.worker[turn];
    double factor = script.slowness[at[turn]] / (own < 0 ? 1 : script.slowness[own]);
    long compute = factor == 1 ? script.compute[turn] : Math.round(script.compute[turn] * factor);
    long ends = now + script.serialize[turn] + script.lock[turn] + compute;
    release(turn, ends);
    plan(ends + script.store[turn], turn, OVER);
  }

  /** When a turn ends is known as it begins: what waits for it is told so at once. */
  private void release(int turn, long ends) {
    for (int i = 0; i < dependents.size(turn); i++) {
      int other = dependents.get(turn, i);
      ready[other] = Math.max(ready[other], ends + script.ready[other]);
      if (--missing[other] == 0) {
        plan(ready[other], other, READY);
      }
    }
  }

  private void over(int turn) {
    last = Math.max(last, now);
    given[at[turn]]--;
    free[at[turn]]++;
    freed(at[turn]);
  }

  /** Gives free slots of a worker to those that wait, in the order in which they once began. */
  private void freed(int worker) {
    while (open[worker] && free[worker] > 0) {
      if (apart && !waiting[worker].isEmpty()) {
        take(waiting[worker].remove(), worker);
        continue;
      }
      int rank = anywhere.nextSetBit(firstAnywhere);
      if (rank < 0) {
        usable.set(worker);
        return;
      }
      firstAnywhere = rank;
      anywhere.clear(rank);
      take(byRank[rank], worker);
    }
  }
}
