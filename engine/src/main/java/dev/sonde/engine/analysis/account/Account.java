package dev.sonde.engine.analysis.account;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Inputs;
import dev.sonde.engine.analysis.execution.Readiness;
import dev.sonde.engine.analysis.execution.Turns;
import java.util.EnumMap;
import java.util.Map;

/**
 * Every nanosecond of every slot under one heading.
 *
 * @param capacityNanos of all slots while their workers were there; the headings add up to it
 * @param nanos by heading, none of which is 0
 */
public record Account(long capacityNanos, Map<Heading, Long> nanos) {

  public Account {
    nanos = new EnumMap<>(nanos);
  }

  public static Account of(Execution run) {
    Turns turns = new Turns(run);
    Readiness readiness = new Readiness(run, turns);
    return of(run, turns, readiness, new Inputs(run, turns, readiness));
  }

  public static Account of(Execution run, Turns turns, Readiness readiness, Inputs inputs) {
    Map<Heading, Long> sums = new Sweep(run, turns, readiness, inputs).sums();
    sums.values().removeIf(nanos -> nanos == 0);
    long capacity = 0;
    for (int worker = 0; worker < run.workers(); worker++) {
      capacity += run.slots(worker) * run.there(worker).total();
    }
    return new Account(capacity, sums);
  }

  public long nanos(Heading heading) {
    return nanos.getOrDefault(heading, 0L);
  }

  /** The share of the capacity that attempts filled, 0 to 1. */
  public double busyShare() {
    return capacityNanos == 0 ? 0 : (double) nanos(Heading.COMPUTE) / capacityNanos;
  }
}
