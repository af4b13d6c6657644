package dev.sonde.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a workload itself counted, with no telemetry in it, to compare what is shown with: by run, in the
 * order in which it was put. For one thread.
 */
public final class Tally {

  private final Map<String, Map<String, String>> runs = new LinkedHashMap<>();
  private boolean right = true;

  public Tally put(String run, String name, Object value) {
    runs.computeIfAbsent(run, key -> new LinkedHashMap<>()).put(name, String.valueOf(value));
    return this;
  }

  /** Says whether a result is the expected one; one that is not makes the whole wrong. */
  public Tally check(String run, String what, boolean isRight) {
    right &= isRight;
    return put(run, what, isRight ? "right" : "WRONG");
  }

  public boolean isRight() {
    return right;
  }

  public void each(BiConsumer<String, Map<String, String>> run) {
    runs.forEach(run);
  }
}
