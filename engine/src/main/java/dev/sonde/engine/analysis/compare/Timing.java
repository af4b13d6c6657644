package dev.sonde.engine.analysis.compare;

import org.jspecify.annotations.Nullable;

/**
 * How long the pieces of one kind of work took in one run; those that failed are left out.
 *
 * @param count of pieces whose duration is known, at least one
 * @param medianS seconds
 * @param totalS seconds
 * @param logMean mean of the natural logarithms of durations in nanoseconds
 * @param logVariance of the same; null where there is only one piece
 */
public record Timing(
    long count, double medianS, double totalS, double logMean, @Nullable Double logVariance) {

  public Timing {
    if (count < 1) {
      throw new IllegalArgumentException("a timing of " + count + " pieces");
    }
  }

  public double meanS() {
    return totalS / count;
  }
}
