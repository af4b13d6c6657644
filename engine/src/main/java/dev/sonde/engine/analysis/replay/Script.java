package dev.sonde.engine.analysis.replay;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Stretches;

/**
 * What a replay plays: for each turn (an attempt on its slot) what it waits for and how long each part of
 * it takes, in nanoseconds, and when workers are there. Copied, then changed. A turn that is left out
 * takes no time and no slot, and hands on what released it.
 */
public final class Script {

  /** Where turns run, and from when on they hold their slot. */
  public enum Placing {
    /** On any worker with a free slot; inputs come before the slot is taken. */
    ANYWHERE(Choice.FREE, false),
    /** On any worker with a free slot, which it holds while its inputs come. */
    ANYWHERE_RESERVED(Choice.FREE, true),
    /** On the worker that has least to do once the turn is ready, where it waits for a slot. */
    LEAST_LOADED(Choice.LEAST_LOADED, false),
    /** On the worker where it ran; inputs come before the slot is taken. */
    PINNED(Choice.OBSERVED, false),
    /** On the worker where it ran, whose slot it holds while its inputs come. */
    PINNED_RESERVED(Choice.OBSERVED, true);

    final Choice choice;
    final boolean reserved;

    Placing(Choice choice, boolean reserved) {
      this.choice = choice;
      this.reserved = reserved;
    }
  }

  /** How a worker is chosen. */
  enum Choice {
    FREE,
    LEAST_LOADED,
    OBSERVED
  }

  final Execution run;
  final int turns;

  /** As turns began, which is how they are preferred where several could begin. */
  final int[] rank;

  final int[] worker;

  /** Of the task, negative where it has none. */
  final int[] prefix;

  /** Whether it failed and another attempt of its task came after it. */
  final boolean[] repeated;

  /** Turns that have to end before this one is ready; negative where it is a moment that counts. */
  final int[][] after;

  /** Beyond the end of the last of those; where there are none, after the run's start. */
  final long[] ready;

  final long[] decision;

  /** Between ready and begun, where a slot is asked for once all has come. */
  final Wait free;

  /** The same from when on a slot was held for it, where inputs come while a slot is held. */
  final Wait held;

  /** On the slot before the task's own code: unpacking. */
  final long[] serialize;

  final long[] lock;
  final long[] compute;

  /** On the slot behind it, when what needs the result may have begun. */
  final long[] store;

  final boolean[] left;

  /** Whether what it waits for is only what the client had waited for. */
  final boolean[] isSubmission;

  final int[] slots;

  /** Factor on what is computed there. */
  final double[] slowness;

  final Stretches[] open;

  /** Between the end of the last turn and that of the run. */
  final long tail;

  /**
   * Parts of a wait.
   *
   * @param moving until what it needed had moved
   * @param reading until what it needed had been read back from disk
   * @param rest what nothing explains
   */
  @SuppressWarnings("ArrayRecordComponent") // Read by the million, and not compared.
  record Wait(long[] moving, long[] reading, long[] rest) {
    Wait(int turns) {
      this(new long[turns], new long[turns], new long[turns]);
    }

    Wait copy() {
      return new Wait(moving.clone(), reading.clone(), rest.clone());
    }

    long nanos(int turn) {
      return moving[turn] + reading[turn] + rest[turn];
    }
  }

  Script(
      Execution run,
      int turns,
      int[] rank,
      int[] worker,
      int[] prefix,
      boolean[] repeated,
      boolean[] isSubmission,
      int[][] after,
      long[][] parts,
      Wait free,
      Wait held,
      int[] slots,
      Stretches[] open,
      long tail) {
    this.run = run;
    this.turns = turns;
    this.rank = rank;
    this.worker = worker;
    this.prefix = prefix;
    this.repeated = repeated;
    this.isSubmission = isSubmission;
    this.after = after;
    this.ready = parts[0];
    this.decision = parts[1];
    this.free = free;
    this.held = held;
    this.serialize = parts[2];
    this.lock = parts[3];
    this.compute = parts[4];
    this.store = parts[5];
    this.left = new boolean[turns];
    this.slots = slots;
    this.slowness = new double[slots.length];
    java.util.Arrays.fill(slowness, 1);
    this.open = open;
    this.tail = tail;
  }

  private Script(Script other) {
    this.run = other.run;
    this.turns = other.turns;
    this.rank = other.rank;
    this.worker = other.worker;
    this.prefix = other.prefix;
    this.repeated = other.repeated;
    this.isSubmission = other.isSubmission;
    this.after = other.after.clone();
    this.ready = other.ready.clone();
    this.decision = other.decision.clone();
    this.free = other.free.copy();
    this.held = other.held.copy();
    this.serialize = other.serialize.clone();
    this.lock = other.lock.clone();
    this.compute = other.compute.clone();
    this.store = other.store.clone();
    this.left = other.left.clone();
    this.slots = other.slots.clone();
    this.slowness = other.slowness.clone();
    this.open = other.open.clone();
    this.tail = other.tail;
  }

  /** To be changed; the run and what is not of a turn is shared. */
  public Script copy() {
    return new Script(this);
  }

  public int turns() {
    return turns;
  }

  long hold(int turn) {
    return serialize[turn] + lock[turn] + compute[turn] + store[turn];
  }
}
