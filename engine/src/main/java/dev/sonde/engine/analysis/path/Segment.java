package dev.sonde.engine.analysis.path;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a critical path.
 *
 * @param work what filled it; of a wait, what waited; null at the ends of a run
 */
public record Segment(Heading heading, long startNanos, long endNanos, @Nullable Work work) {

  public long nanos() {
    return endNanos - startNanos;
  }
}
