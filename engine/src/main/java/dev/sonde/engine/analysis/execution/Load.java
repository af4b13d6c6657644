package dev.sonde.engine.analysis.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Which workers had all slots taken, and when; what was moving to and from each. */
public final class Load {

  /**
   * What was under way somewhere.
   *
   * @param most that can be at once
   * @param byEnd what freed a place, in the order of its ends
   */
  @SuppressWarnings("ArrayRecordComponent") // Read by the million, and not compared.
  private record Busy(int most, long[] starts, long[] ends, int[] byEnd) {
    int at(long nanos) {
      return Order.upTo(starts, nanos) - Order.upTo(ends, nanos);
    }
  }

  private final Turns turns;
  private final @Nullable Busy[] slots;

  /** Transfers where they arrive and where they come from; the most at once is the limit. */
  private final @Nullable Busy[] incoming;

  private final @Nullable Busy[] outgoing;
  private final boolean knowsConsumers;

  /** How many slots were free on all workers together, from each of these moments on. */
  private final long[] freeSince;

  private final int[] free;

  public Load(Execution run, Turns turns) {
    this.turns = turns;
    this.slots = slots(run, turns);
    List<Integer> moving = new ArrayList<>();
    boolean consumers = false;
    for (int work = 0; work < run.works(); work++) {
      if (run.heading(work) == Heading.TRANSFER) {
        moving.add(work);
        consumers |= run.task(work) >= 0;
      }
    }
    this.knowsConsumers = consumers || moving.isEmpty();
    int[] transfers = moving.stream().mapToInt(Integer::intValue).toArray();
    this.incoming = transfers(run, transfers, true);
    this.outgoing = transfers(run, transfers, false);
    FreeSlots together = FreeSlots.of(run, turns);
    this.freeSince = together.since();
    this.free = together.free();
  }

  private static @Nullable Busy[] slots(Execution run, Turns turns) {
    int[] all = new int[turns.size()];
    int[] workers = new int[turns.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
      workers[i] = turns.worker(i);
    }
    Groups byWorker = Groups.of(run.workers(), Order.by(turns.tos(), all), workers);
    @Nullable Busy[] busy = new Busy[run.workers()];
    for (int worker = 0; worker < busy.length; worker++) {
      int size = byWorker.size(worker);
      if (size > 0) {
        long[] starts = new long[size];
        long[] ends = new long[size];
        int[] byEnd = new int[size];
        for (int i = 0; i < size; i++) {
          byEnd[i] = byWorker.get(worker, i);
          starts[i] = turns.from(byEnd[i]);
          ends[i] = turns.to(byEnd[i]);
        }
        Arrays.sort(starts);
        busy[worker] = new Busy(run.slots(worker), starts, ends, byEnd);
      }
    }
    return busy;
  }

  private static @Nullable Busy[] transfers(Execution run, int[] transfers, boolean arriving) {
    int[] place = new int[run.works()];
    for (int work : transfers) {
      place[work] = arriving ? run.worker(work) : run.peer(work);
    }
    Groups byPlace = Groups.of(run.workers(), transfers, place);
    @Nullable Busy[] busy = new Busy[run.workers()];
    for (int worker = 0; worker < busy.length; worker++) {
      int size = byPlace.size(worker);
      if (size > 0) {
        long[] starts = new long[size];
        long[] ends = new long[size];
        int[] byEnd = new int[size];
        for (int i = 0; i < size; i++) {
          byEnd[i] = byPlace.get(worker, i);
          starts[i] = run.start(byEnd[i]);
          ends[i] = run.end(byEnd[i]);
        }
        Arrays.sort(starts);
        busy[worker] = new Busy(most(starts, ends), starts, ends, byEnd);
      }
    }
    return busy;
  }

  private static int most(long[] starts, long[] ends) {
    int most = 1;
    for (int i = 0; i < starts.length; i++) {
      most = Math.max(most, i + 1 - Order.upTo(ends, starts[i]));
    }
    return most;
  }

  /** Whether all slots of the worker were taken at that moment. */
  public boolean isFull(int worker, long nanos) {
    Busy known = worker < 0 ? null : slots[worker];
    return known != null && known.at(nanos) >= known.most();
  }

  /** How many slots were free at that moment, on all workers that were there. */
  public int free(long nanos) {
    int place = Order.upTo(freeSince, nanos) - 1;
    return place < 0 ? 0 : free[place];
  }

  /** The turn that freed a slot of a worker that had none, last by then; none where there was none such. */
  public int freedBy(int worker, long nanos) {
    return worker < 0 ? Execution.NONE : freedBy(slots[worker], nanos);
  }

  /** The work that freed that slot. */
  public int freeingWork(int worker, long nanos) {
    int turn = freedBy(worker, nanos);
    return turn < 0 ? Execution.NONE : turns.freeing(turn);
  }

  /** The transfer that made room for one to a worker from a peer, last by then; none where none did. */
  public int madeRoom(int worker, int peer, long nanos) {
    int there = worker < 0 ? Execution.NONE : freedBy(incoming[worker], nanos);
    int here = peer < 0 ? Execution.NONE : freedBy(outgoing[peer], nanos);
    // Works are numbered by their ends.
    return Math.max(there, here);
  }

  /** Whether transfers say which task they are for. */
  public boolean knowsConsumers() {
    return knowsConsumers;
  }

  /** Whether anything was moving to that worker at that moment. */
  public boolean isMoving(int worker, long nanos) {
    Busy known = worker < 0 ? null : incoming[worker];
    return known != null && known.at(nanos) > 0;
  }

  private static int freedBy(@Nullable Busy known, long nanos) {
    int place = known == null ? 0 : Order.upTo(known.ends(), nanos);
    if (known == null || place == 0) {
      return Execution.NONE;
    }
    long ended = known.ends()[place - 1];
    return known.at(ended - 1) >= known.most() ? known.byEnd()[place - 1] : Execution.NONE;
  }

  /** Moments strictly within a stretch at which an attempt or a transfer began or ended there. */
  public void changes(int worker, long fromNanos, long toNanos, LongConsumer action) {
    for (@Nullable Busy known : new @Nullable Busy[] {slots[worker], incoming[worker]}) {
      if (known != null) {
        within(known.starts(), fromNanos, toNanos, action);
        within(known.ends(), fromNanos, toNanos, action);
      }
    }
  }

  /** Moments strictly within a stretch at which more or fewer slots were free. */
  public void changes(long fromNanos, long toNanos, LongConsumer action) {
    within(freeSince, fromNanos, toNanos, action);
  }

  private static void within(long[] sorted, long from, long to, LongConsumer action) {
    for (int i = Order.upTo(sorted, from); i < sorted.length && sorted[i] < to; i++) {
      action.accept(sorted[i]);
    }
  }
}
