package dev.sonde.engine.analysis.calls;

import org.jspecify.annotations.Nullable;

/** Percentiles as everywhere: linear between ranks. */
final class Quantiles {

  private Quantiles() {}

  /** Null of no values. */
  static @Nullable Double of(double[] sorted, double share) {
    if (sorted.length == 0) {
      return null;
    }
    double rank = share * (sorted.length - 1);
    int below = (int) rank;
    double low = sorted[below];
    double high = sorted[Math.min(below + 1, sorted.length - 1)];
    return low + (rank - below) * (high - low);
  }
}
