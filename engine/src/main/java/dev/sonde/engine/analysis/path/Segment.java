package dev.sonde.engine.analysis.path;

import dev.sonde.engine.analysis.execution.Heading;

/**
 * A stretch of a critical path.
 *
 * @param work number of what filled it; of a wait, of what waited; negative at the ends of a run
 */
public record Segment(Heading heading, long startNanos, long endNanos, int work) {

  public long nanos() {
    return endNanos - startNanos;
  }
}
