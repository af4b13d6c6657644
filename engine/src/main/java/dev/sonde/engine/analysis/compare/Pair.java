package dev.sonde.engine.analysis.compare;

import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One kind of work on both sides.
 *
 * @param before one a run, in the order of the runs; null where a run has none of it
 * @param after likewise
 */
record Pair(Kind kind, List<@Nullable Timing> before, List<@Nullable Timing> after) {

  /** From so many runs a side they are compared with each other, not their tasks. */
  static final int REPEATS = 4;

  /** Whether both sides have something to compare. */
  boolean isThere() {
    return count(before) > 0 && count(after) > 0;
  }

  boolean isRepeated() {
    return count(before) >= REPEATS && count(after) >= REPEATS;
  }

  private static long count(List<@Nullable Timing> side) {
    return side.stream().filter(Objects::nonNull).count();
  }

  /** A figure of each run that has this work. */
  static double[] each(List<@Nullable Timing> side, ToDoubleFunction<Timing> figure) {
    return side.stream().filter(Objects::nonNull).mapToDouble(figure).toArray();
  }

  /** Of the runs' medians the middle; seconds. */
  double medianBefore() {
    return Numbers.median(each(before, Timing::medianS));
  }

  double medianAfter() {
    return Numbers.median(each(after, Timing::medianS));
  }

  /** Time per piece, of the runs the middle; seconds. It is the total where the pieces are as many. */
  double meanBefore() {
    return Numbers.median(each(before, Timing::meanS));
  }

  double meanAfter() {
    return Numbers.median(each(after, Timing::meanS));
  }

  double totalBefore() {
    return Numbers.median(each(before, Timing::totalS));
  }

  double totalAfter() {
    return Numbers.median(each(after, Timing::totalS));
  }

  /** Whether median and total moved the same way, both by more than a band around what was before. */
  boolean moved(double share, double leastS) {
    double median = medianAfter() - medianBefore();
    double mean = meanAfter() - meanBefore();
    return Math.abs(median) > leastS + share * medianBefore()
        && Math.abs(mean) > leastS + share * meanBefore()
        && Math.signum(median) == Math.signum(mean);
  }
}
