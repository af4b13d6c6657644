package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.analysis.replay.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run played again with changes that somebody asked for. */
public final class WhatIf {

  private static final Map<String, Consumer<Script>> WITHOUT = new LinkedHashMap<>();

  static {
    WITHOUT.put("transfer", Changes.withoutTransfers(prefix -> true));
    WITHOUT.put("spill", Changes.withoutSpills());
    WITHOUT.put("scheduler", Changes.withoutScheduler());
    WITHOUT.put("lock", Changes.withoutLocks(prefix -> true));
    WITHOUT.put("serialize", Changes.withoutSerializing());
    WITHOUT.put("retry", Changes.withoutRetries(prefix -> true));
    WITHOUT.put("paused", Changes.withoutPauses());
    WITHOUT.put("start", Changes.fromTheStart(worker -> true));
    WITHOUT.put("client", Changes.submittedAtOnce(0));
  }

  /** The headings whose time can be taken out. */
  public static final List<String> HEADINGS = List.copyOf(WITHOUT.keySet());

  /**
   * @param nanos the run's wall clock with the changes, at least
   * @param againNanos without a change; 0 where there is nothing to play
   * @param changes in words
   */
  public record Replayed(long nanos, long againNanos, List<String> changes) {}

  private WhatIf() {}

  /**
   * @param without of {@link #HEADINGS}
   * @param atMedian names of workers
   */
  public static Replayed of(
      Execution run, List<String> without, List<String> atMedian, @Nullable Integer slots) {
    Examined examined = new Examined(run);
    if (examined.turns.size() == 0) {
      return new Replayed(run.wallNanos(), 0, List.of());
    }
    List<String> words = new ArrayList<>();
    Consumer<Script> all = script -> {};
    for (String heading : without) {
      Consumer<Script> change = WITHOUT.get(heading);
      if (change == null) {
        throw new IllegalArgumentException("no heading " + heading);
      }
      all = all.andThen(change);
      words.add("no " + heading);
    }
    for (String name : atMedian) {
      all = all.andThen(Changes.atOthersSpeed(number(run, name)));
      words.add(
          examined.speeds.isSlow(number(run, name))
              ? name + " as fast as the others"
              : name + " as fast as the others, which it is already");
    }
    if (slots != null) {
      all = all.andThen(Changes.slots(slots));
      words.add(slots + " slots");
    }
    // Other slots are filled by whoever is there: turns cannot stay where they were.
    long nanos = slots == null ? examined.replay.with(all) : examined.replay.unbound().with(all);
    return new Replayed(
        words.isEmpty() ? examined.replay.againNanos() : nanos,
        examined.replay.againNanos(),
        words);
  }

  /** Makes sure that a worker is there, else throws what is made of the names that are. */
  public static void requireWorker(
      Execution run, String name, Function<List<String>, RuntimeException> unknown) {
    if (number(run, name) < 0) {
      List<String> names = new ArrayList<>();
      for (int worker = 0; worker < run.workers(); worker++) {
        names.add(run.workerName(worker));
      }
      throw unknown.apply(names);
    }
  }

  private static int number(Execution run, String name) {
    for (int worker = 0; worker < run.workers(); worker++) {
      if (run.workerName(worker).equals(name)) {
        return worker;
      }
    }
    return Execution.NONE;
  }
}
