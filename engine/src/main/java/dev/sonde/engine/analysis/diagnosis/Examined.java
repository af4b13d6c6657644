package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.account.Account;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Inputs;
import dev.sonde.engine.analysis.execution.Load;
import dev.sonde.engine.analysis.execution.Readiness;
import dev.sonde.engine.analysis.execution.Turns;
import dev.sonde.engine.analysis.path.CriticalPath;
import dev.sonde.engine.analysis.replay.Replay;
import dev.sonde.engine.analysis.replay.Script;
import java.util.Map;
import java.util.function.Consumer;

/** A run with all that detectors look at, worked out once. */
final class Examined {

  /** What is played again may differ from the run by so much and still be believed. */
  private static final double NEAR = 0.1;

  final Execution run;
  final Turns turns;
  final Load load;
  final Readiness readiness;
  final Inputs inputs;
  final Account account;
  final CriticalPath path;
  final Map<Heading, Long> onPath;
  final Speeds speeds;
  final Kinds kinds;
  final Replay replay;

  /** For how long turns held slots, all together. */
  private final long heldNanos;

  Examined(Execution run) {
    this.run = run;
    this.turns = new Turns(run);
    this.load = new Load(run, turns);
    this.readiness = new Readiness(run, turns);
    this.inputs = new Inputs(run, turns, readiness);
    this.account = Account.of(run, turns, readiness, inputs);
    this.path = CriticalPath.of(run, turns, load);
    this.onPath = path.byHeading();
    this.speeds = Speeds.of(run, turns);
    this.kinds = new Kinds(run, turns, speeds.slowness());
    long held = 0;
    for (int turn = 0; turn < turns.size(); turn++) {
      held += turns.to(turn) - turns.from(turn);
    }
    this.heldNanos = held;
    this.replay = Replay.of(run, turns, load, readiness, inputs, speeds.slowness());
  }

  /** Nanoseconds of wall clock that a change would save. */
  long saved(Consumer<Script> change) {
    return replay.saved(change);
  }

  /**
   * Whether a change could save enough to be told of: no run is shorter than its slots need for what they
   * are held for.
   *
   * @param removedNanos of what slots are held for, that the change takes away
   */
  boolean canSave(long removedNanos) {
    long slots = 0;
    for (int worker = 0; worker < run.workers(); worker++) {
      slots += run.slots(worker);
    }
    double least = slots == 0 ? 0 : (double) (heldNanos - removedNanos) / slots;
    return run.wallNanos() - least >= Diagnosis.LEAST_SHARE * run.wallNanos();
  }

  /**
   * Whether so little time stands under a heading, on the path and in all slots, that nothing can be won
   * there: then no replay is needed.
   */
  boolean isSlight(Heading... headings) {
    if (!canSave(account.nanos(Heading.LOCK))) {
      return true;
    }
    double share = 0;
    for (Heading heading : headings) {
      share += (double) onPath.getOrDefault(heading, 0L) / Math.max(1, run.wallNanos());
      share += (double) account.nanos(heading) / Math.max(1, account.capacityNanos());
    }
    return share < Diagnosis.LEAST_SHARE / 2;
  }

  /** How far a figure from a replay of this run can be trusted. */
  Finding.Confidence confidence() {
    double off = Math.abs((double) replay.againNanos() / Math.max(1, run.wallNanos()) - 1);
    if (!run.hasDependencies()) {
      return off < NEAR ? Finding.Confidence.MEDIUM : Finding.Confidence.LOW;
    }
    return off < NEAR ? Finding.Confidence.HIGH : Finding.Confidence.MEDIUM;
  }

  String prefixOf(int turn) {
    return run.prefixName(run.prefix(turns.task(turn)));
  }
}
