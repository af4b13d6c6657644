package dev.sonde.engine.analysis.replay;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Inputs;
import dev.sonde.engine.analysis.execution.Load;
import dev.sonde.engine.analysis.execution.Readiness;
import dev.sonde.engine.analysis.execution.Turns;
import java.util.ArrayList;
import java.util.Arrays;
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
}
