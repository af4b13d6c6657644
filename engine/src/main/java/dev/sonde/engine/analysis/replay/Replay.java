package dev.sonde.engine.analysis.replay;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Groups;
import dev.sonde.engine.analysis.execution.Inputs;
import dev.sonde.engine.analysis.execution.Load;
import dev.sonde.engine.analysis.execution.Readiness;
import dev.sonde.engine.analysis.execution.Stretches;
import dev.sonde.engine.analysis.execution.Turns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Plays a run again. Which turns wait for which, and how long each part takes, is as observed; when each
 * begins follows from that, from one scheduler that decides one task at a time, and from the slots. There
 * are several ways to place turns ({@link Script.Placing}); those that come near the run as it was are
 * believed. What a change saves is the difference of two replays, the most that any way says: it is a bound.
 */
public final class Replay {

  /** Off the real run by more, a way to place turns is not believed beside a better one. */
  private static final double CREDIBLE = 0.05;

  /** Workers times turns: the least loaded of more is not looked for, it would take seconds. */
  private static final long MOST_COMPARED = 4_000_000;

  /** A way to place turns, with how long the unchanged run takes so. */
  private record Way(Script.Placing placing, long againNanos) {}

  private final Script script;
  private final List<Way> ways;
  private final Way nearestUnbound;
  private final long observedNanos;

  private Replay(Script script, List<Way> ways, Way nearestUnbound) {
    this.script = script;
    this.ways = List.copyOf(ways);
    this.nearestUnbound = nearestUnbound;
    this.observedNanos = script.run.wallNanos();
  }

  public static Replay of(Execution run) {
    Turns turns = new Turns(run);
    Readiness readiness = new Readiness(run, turns);
    Load load = new Load(run, turns);
    double[] even = new double[run.workers()];
    Arrays.fill(even, 1);
    return of(run, turns, load, readiness, new Inputs(run, turns, readiness), even);
  }

  /**
   * @param slowness factor of each worker on what it computes
   */
  public static Replay of(
      Execution run,
      Turns turns,
      Load load,
      Readiness readiness,
      Inputs inputs,
      double[] slowness) {
    Script script = ScriptMaker.of(run, turns, load, readiness, inputs);
    System.arraycopy(slowness, 0, script.slowness, 0, slowness.length);
    List<Way> ways = new ArrayList<>();
    boolean costly = (long) run.workers() * turns.size() > MOST_COMPARED;
    for (Script.Placing placing : Script.Placing.values()) {
      if (placing != Script.Placing.LEAST_LOADED || !costly) {
        ways.add(new Way(placing, 0));
      }
    }
    // Two at a time: a machine has two cores at least, and nothing else is done meanwhile.
    ways =
        new ArrayList<>(
            ways.parallelStream()
                .map(way -> new Way(way.placing(), new Play(script, way.placing()).nanos()))
                .toList());
    ways.sort(Comparator.comparingLong(way -> Math.abs(way.againNanos() - run.wallNanos())));
    // The nearest, and of each other way to choose a worker the nearest.
    List<Way> believed = new ArrayList<>(List.of(ways.getFirst()));
    for (Way way : ways) {
      boolean other = believed.stream().noneMatch(b -> b.placing().choice == way.placing().choice);
      long off = Math.abs(way.againNanos() - run.wallNanos());
      if (other && off < CREDIBLE * run.wallNanos()) {
        believed.add(way);
      }
    }
    Way unbound =
        ways.stream()
            .filter(way -> way.placing().choice != Script.Choice.OBSERVED)
            .findFirst()
            .orElseThrow();
    return new Replay(script, believed, unbound);
  }

  public Script script() {
    return script;
  }

  /** How long a turn waited for what moved to it, in nanoseconds. */
  public long movingNanos(int turn) {
    return waits().moving()[turn];
  }

  /** How long it waited for the disk. */
  public long readingNanos(int turn) {
    return waits().reading()[turn];
  }

  /** How long the scheduler worked on it, with its part of what was about no task. */
  public long decisionNanos(int turn) {
    return script.decision[turn];
  }

  /** How long it waited for a lock on its slot. */
  public long lockNanos(int turn) {
    return script.lock[turn];
  }

  /** All around its own time but transfers, spills, locks and the wait for a slot. */
  public long aroundNanos(int turn) {
    return script.decision[turn]
        + waits().rest()[turn]
        + script.serialize[turn]
        + script.store[turn];
  }

  private Script.Wait waits() {
    return placing().reserved ? script.held : script.free;
  }

  /** The turns that it waited for. */
  public int[] releasing(int turn) {
    return script.after[turn].clone();
  }

  /** How the turns are placed, in the way that comes nearest to the run as it was. */
  public Script.Placing placing() {
    return ways.getFirst().placing();
  }

  /** The run as it was. */
  public long observedNanos() {
    return observedNanos;
  }

  /** The run played again without a change: the nearer to the real one, the more a replay can tell. */
  public long againNanos() {
    return ways.getFirst().againNanos();
  }

  /**
   * The same where no turn is bound to the worker where it ran: for changes of who is there. Of several
   * ways those that are believed, else the one that comes nearest.
   */
  public Replay unbound() {
    List<Way> free = new ArrayList<>();
    for (Way way : ways) {
      if (way.placing().choice != Script.Choice.OBSERVED) {
        free.add(way);
      }
    }
    if (free.isEmpty()) {
      free.add(nearestUnbound);
    }
    return new Replay(script, free, nearestUnbound);
  }

  /** How long the run would have taken at least with a change, in nanoseconds. */
  public long with(Consumer<Script> change) {
    Script changed = script.copy();
    change.accept(changed);
    long least = Long.MAX_VALUE;
    for (Way way : ways) {
      long nanos = new Play(changed, way.placing()).nanos();
      least = Math.min(least, observedNanos - (way.againNanos() - nanos));
    }
    return least;
  }

  /** Nanoseconds that a change would save, not less than 0. */
  public long saved(Consumer<Script> change) {
    return Math.max(0, observedNanos - with(change));
  }

  /** One performance. */
  private static final class Play {
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
      if (best >= 0) {
        given[best]++;
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
      at[turn] = worker;
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
}
