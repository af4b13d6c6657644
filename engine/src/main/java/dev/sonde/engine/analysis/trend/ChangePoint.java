package dev.sonde.engine.analysis.trend;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Where a series of values, one a run, moved to another level and stayed there. Ranks are compared, so a
 * single odd run moves nothing. With enough runs chance decides, by how often a shuffled series looks as
 * changed; with few, the levels must lie clearly apart.
 *
 * @param at index of the first value on the new level
 * @param before the median of the values before it
 * @param after the median from it on
 */
public record ChangePoint(int at, double before, double after) {

  /** On each side: one alone may be an accident. */
  private static final int LEAST_RUNS = 2;

  private static final int SHUFFLES = 1999;

  /** How often a series without a change may look as changed, over all that are looked at together. */
  private static final double ERROR = 0.05;

  /** Below so many every pair of values before and after must be in order. */
  private static final int FEW = 6;

  /** Of more, so many of the pairs. */
  private static final double MOST_PAIRS = 0.8;

  /**
   * By how much levels must differ.
   *
   * @param sure as a share of the level before, where chance is excluded
   * @param share as a share of the level before, where it is not
   * @param absolute in the unit of the values
   */
  public record Least(double sure, double share, double absolute) {

    boolean isMet(double before, double after, boolean excluded) {
      double moved = Math.abs(after - before);
      return moved >= absolute && moved >= (excluded ? sure : share) * Math.abs(before);
    }
  }

  /**
   * The clearest change of a series, null where there is none.
   *
   * @param series how many are looked at together
   */
  public static @Nullable ChangePoint of(double[] values, Least least, int series) {
    if (values.length < 2 * LEAST_RUNS) {
      return null;
    }
    double[] above = above(values);
    int at = clearest(above);
    double before = median(values, 0, at);
    double after = median(values, at, values.length);
    ChangePoint found = new ChangePoint(at, before, after);
    if (areApart(above, at) && least.isMet(before, after, false)) {
      return found;
    }
    return least.isMet(before, after, true) && chance(above, at) <= ERROR / Math.max(1, series)
        ? found
        : null;
  }

  /**
   * Of each value, how many are greater less how many are smaller. Summed over the values before a place,
   * pairs on one side of it cancel, and those across it remain.
   */
  private static double[] above(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] above = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      above[i] = values.length - upTo(sorted, values[i], true) - upTo(sorted, values[i], false);
    }
    return above;
  }

  /** How many are less than a value, or as great as it too. */
  private static int upTo(double[] sorted, double value, boolean equal) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (equal && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int clearest(double[] above) {
    int best = LEAST_RUNS;
    double most = -1;
    double sum = 0;
    for (int at = 1; at <= above.length - LEAST_RUNS; at++) {
      sum += above[at - 1];
      double score = Math.abs(score(sum, at, above.length));
      if (at >= LEAST_RUNS && score > most + 1e-12) {
        best = at;
        most = score;
      }
    }
    return best;
  }

  /** Mann and Whitney's statistic, in its standard deviations. */
  private static double score(double sum, double at, double n) {
    return sum / Math.sqrt(at * (n - at) * (n + 1) / 3);
  }

  /** Pairs across a place that rise less those that fall. */
  private static double across(double[] above, int at) {
    double sum = 0;
    for (int i = 0; i < at; i++) {
      sum += above[i];
    }
    return sum;
  }

  private static boolean areApart(double[] above, int at) {
    double pairs = (double) at * (above.length - at);
    double share = Math.abs(across(above, at)) / pairs;
    return above.length < FEW ? share >= 1 : (1 + share) / 2 >= MOST_PAIRS;
  }

  /** How often values in no order are as clearly divided somewhere. */
  private static double chance(double[] above, int at) {
    double score = Math.abs(score(across(above, at), at, above.length));
    Random random = new Random(above.length);
    double[] shuffled = above.clone();
    int as = 1;
    for (int i = 0; i < SHUFFLES; i++) {
      for (int j = shuffled.length - 1; j > 0; j--) {
        int other = random.nextInt(j + 1);
        double swap = shuffled[j];
        shuffled[j] = shuffled[other];
        shuffled[other] = swap;
      }
      int best = clearest(shuffled);
      double clear = Math.abs(score(across(shuffled, best), best, shuffled.length));
      as += clear >= score - 1e-12 ? 1 : 0;
    }
    return (double) as / (SHUFFLES + 1);
  }

  private static double median(double[] values, int from, int to) {
    double[] part = Arrays.copyOfRange(values, from, to);
    Arrays.sort(part);
    int middle = part.length / 2;
    return part.length % 2 == 1 ? part[middle] : (part[middle - 1] + part[middle]) / 2;
  }
}
