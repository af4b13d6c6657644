package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Groups;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Order;
import dev.sonde.engine.analysis.execution.Turns;
import java.util.Arrays;

/** What attempts of each prefix usually take; those that failed and were repeated are left out. */
final class Kinds {

  private final long[][] sorted;
  private final double[] means;
  private final double[] deviations;
  private final Groups turnsOf;

  Kinds(Execution run, Turns turns, double[] slowness) {
    int[] all = new int[turns.size()];
    int[] prefixOf = new int[turns.size()];
    long[] nanos = new long[turns.size()];
    for (int turn = 0; turn < all.length; turn++) {
      all[turn] = turn;
      int task = turns.task(turn);
      int worker = turns.worker(turn);
      boolean counts = task >= 0 && run.heading(turns.work(turn)) != Heading.RETRY;
      prefixOf[turn] = counts ? run.prefix(task) : Execution.NONE;
      nanos[turn] = Math.round(run.nanos(turns.work(turn)) / (worker < 0 ? 1 : slowness[worker]));
    }
    this.turnsOf = Groups.of(run.prefixes(), Order.by(nanos, all), prefixOf);
    this.sorted = new long[run.prefixes()][];
    this.means = new double[run.prefixes()];
    this.deviations = new double[run.prefixes()];
    for (int prefix = 0; prefix < sorted.length; prefix++) {
      long[] own = new long[turnsOf.size(prefix)];
      for (int i = 0; i < own.length; i++) {
        own[i] = nanos[turnsOf.get(prefix, i)];
      }
      sorted[prefix] = own;
      double mean = Arrays.stream(own).average().orElse(0);
      means[prefix] = mean;
      deviations[prefix] =
          Math.sqrt(
              Arrays.stream(own).mapToDouble(n -> (n - mean) * (n - mean)).average().orElse(0));
    }
  }

  /** The turns of a prefix, the shortest first. */
  Groups turnsOf() {
    return turnsOf;
  }

  int count(int prefix) {
    return sorted[prefix].length;
  }

  double mean(int prefix) {
    return means[prefix];
  }

  double deviation(int prefix) {
    return deviations[prefix];
  }

  /** Interpolated between ranks; 0 where there are none. */
  double quantile(int prefix, double share) {
    return quantile(sorted[prefix], share);
  }

  static double quantile(long[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
