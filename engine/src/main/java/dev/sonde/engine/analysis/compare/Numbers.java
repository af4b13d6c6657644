package dev.sonde.engine.analysis.compare;

import java.util.Arrays;

/** Small sums over a handful of runs. */
final class Numbers {

  private Numbers() {}

  /** The middle, or halfway between the two in the middle; NaN of nothing. */
  static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** The sum of squared distances from the mean. */
  static double squares(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
  }

  /** About the median of chi-squared over its degrees of freedom (Wilson and Hilferty). */
  static double typical(double freedom) {
    double part = 1 - 2 / (9 * freedom);
    return part * part * part;
  }
}
