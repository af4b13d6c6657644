package dev.sonde.engine.analysis.replay;

import dev.sonde.engine.analysis.execution.Stretches;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/** What can be otherwise when a run is played again. */
public final class Changes {

  private Changes() {}

  /** What turns of some prefixes need is there at once. */
  public static Consumer<Script> withoutTransfers(IntPredicate prefixes) {
    return script -> {
      clear(script, script.free.moving(), prefixes);
      clear(script, script.held.moving(), prefixes);
    };
  }

  /** Nothing has to be read back from disk. */
  public static Consumer<Script> withoutSpills() {
    return script -> {
      Arrays.fill(script.free.reading(), 0);
      Arrays.fill(script.held.reading(), 0);
    };
  }

  /** Decisions take no time. */
  public static Consumer<Script> withoutScheduler() {
    return script -> Arrays.fill(script.decision, 0);
  }

  /** No turn of some prefixes waits for a lock. */
  public static Consumer<Script> withoutLocks(IntPredicate prefixes) {
    return script -> clear(script, script.lock, prefixes);
  }

  /** What was packed and unpacked on the slots takes no time. */
  public static Consumer<Script> withoutSerializing() {
    return script -> Arrays.fill(script.serialize, 0);
  }

  private static void clear(Script script, long[] part, IntPredicate prefixes) {
    for (int turn = 0; turn < script.turns; turn++) {
      if (script.prefix[turn] >= 0 && prefixes.test(script.prefix[turn])) {
        part[turn] = 0;
      }
    }
  }

  /** Attempts of some prefixes that were repeated never were. */
  public static Consumer<Script> withoutRetries(IntPredicate prefixes) {
    return script -> {
      for (int turn = 0; turn < script.turns; turn++) {
        if (script.repeated[turn]
            && script.prefix[turn] >= 0
            && prefixes.test(script.prefix[turn])) {
          leave(script, turn);
        }
      }
    };
  }

  /** These turns never were; what waited for them waits for what they waited for. */
  public static Consumer<Script> without(BitSet turns) {
    return script -> turns.stream().forEach(turn -> leave(script, turn));
  }

  private static void leave(Script script, int turn) {
    script.left[turn] = true;
  }

  /** The worker computes as fast as the others. */
  public static Consumer<Script> atOthersSpeed(int worker) {
    return script -> {
      double factor = script.slowness[worker];
      for (int turn = 0; turn < script.turns; turn++) {
        if (script.worker[turn] == worker) {
          script.compute[turn] = Math.round(script.compute[turn] / factor);
        }
      }
      script.slowness[worker] = 1;
    };
  }

  /**
   * Turns compute for another time.
   *
   * @param nanos by turn, on a worker of ordinary speed; negative to leave it
   */
  public static Consumer<Script> lasting(IntToLongFunction nanos) {
    return script -> {
      for (int turn = 0; turn < script.turns; turn++) {
        long other = nanos.applyAsLong(turn);
        if (other >= 0) {
          int worker = script.worker[turn];
          script.compute[turn] = worker < 0 ? other : Math.round(other * script.slowness[worker]);
        }
      }
    };
  }

  /** Turns of a prefix do not wait for each other, only for what the first of them waited for. */
  public static Consumer<Script> sideBySide(int prefix) {
    return script -> {
      // Turns are numbered by their ends, so that what one waited for comes before it.
      int[] head = new int[script.turns];
      int[][] after = new int[script.turns][];
      long[] ready = script.ready.clone();
      for (int turn = 0; turn < script.turns; turn++) {
        head[turn] = turn;
        after[turn] = script.after[turn];
        if (script.prefix[turn] != prefix) {
          continue;
        }
        int link = -1;
        for (int other : script.after[turn]) {
          link = script.prefix[other] == prefix && !script.repeated[other] ? other : link;
        }
        if (link >= 0) {
          head[turn] = head[link];
          int[] others =
              Arrays.stream(script.after[turn])
                  .filter(other -> script.prefix[other] != prefix)
                  .toArray();
          after[turn] = others.length > 0 ? others : script.after[head[turn]];
          ready[turn] = others.length > 0 ? ready[turn] : script.ready[head[turn]];
        }
      }
      System.arraycopy(after, 0, script.after, 0, after.length);
      System.arraycopy(ready, 0, script.ready, 0, ready.length);
    };
  }

  /** These workers were there from the start. */
  public static Consumer<Script> fromTheStart(IntPredicate workers) {
    return script -> {
      for (int worker = 0; worker < script.open.length; worker++) {
        if (workers.test(worker) && script.open[worker].size() > 0) {
          Stretches open = script.open[worker];
          script.open[worker] =
              Stretches.union(
                  new long[] {script.run.startNanos()}, new long[] {open.to(open.size() - 1)});
        }
      }
    };
  }

  /** The worker was never told to begin nothing. */
  public static Consumer<Script> withoutPauses(int worker) {
    return script -> script.open[worker] = script.run.there(worker);
  }

  /** No worker was ever told to begin nothing. */
  public static Consumer<Script> withoutPauses() {
    return script -> {
      for (int worker = 0; worker < script.open.length; worker++) {
        script.open[worker] = script.run.there(worker);
      }
    };
  }

  /** What needs nothing is there as soon as the first worker is. */
  public static Consumer<Script> submittedAtOnce(long firstWorkerNanos) {
    return script -> {
      long first = Long.MAX_VALUE;
      for (int turn = 0; turn < script.turns; turn++) {
        if (script.after[turn].length == 0) {
          first = Math.min(first, script.ready[turn]);
        }
      }
      for (int turn = 0; turn < script.turns; turn++) {
        if (script.after[turn].length == 0) {
          script.ready[turn] =
              Math.max(Math.min(script.ready[turn], firstWorkerNanos), script.ready[turn] - first);
        } else if (script.isSubmission[turn]) {
          script.ready[turn] = 0;
        }
      }
    };
  }

  /** Everything around attempts takes a tenth, as if each task did the work of ten. */
  public static Consumer<Script> tenTimesLarger(IntPredicate prefixes) {
    return script -> {
      for (int turn = 0; turn < script.turns; turn++) {
        if (script.prefix[turn] >= 0 && prefixes.test(script.prefix[turn])) {
          script.decision[turn] /= 10;
          script.free.rest()[turn] /= 10;
          script.held.rest()[turn] /= 10;
          script.ready[turn] =
              script.after[turn].length == 0 ? script.ready[turn] : script.ready[turn] / 10;
          script.serialize[turn] /= 10;
          script.store[turn] /= 10;
        }
      }
    };
  }

  /** Only these workers were there, each as it was. */
  public static Consumer<Script> onlyWorkers(IntPredicate workers) {
    return script -> {
      for (int worker = 0; worker < script.open.length; worker++) {
        if (!workers.test(worker)) {
          script.open[worker] = Stretches.NONE;
        }
      }
    };
  }

  /** So many slots in all, spread over the workers as they are, the first first. */
  public static Consumer<Script> slots(int count) {
    return script -> {
      int workers = script.slots.length;
      for (int worker = 0; worker < workers; worker++) {
        script.slots[worker] = count / workers + (worker < count % workers ? 1 : 0);
      }
    };
  }
}
