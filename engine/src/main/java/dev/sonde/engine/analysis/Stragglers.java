package dev.sonde.engine.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Workers unlike their peers: per span name, a worker's total against the median worker's, in units of
 * 1.4826 × the median absolute deviation (the mean absolute deviation where that is 0).
 *
 * <p>A deviation counts from 3.5 units on and is capped at 50, as published figures of Frisky have it;
 * these reproduce to six digits before the floors. The floors keep "+0 s (50 σ)" away: at least 1 % of
 * the window and 50 ms. Where a worker only did more of the same, the time per piece decides.
 */
public final class Stragglers {

  private static final double LEAST_SIGMA = 3.5;
  private static final double MOST_SIGMA = 50;

  /** Makes the median absolute deviation of a normal distribution its standard deviation. */
  private static final double NORMAL = 1.4826;

  /** What a worker spent under one name. */
  public record Total(String name, String worker, long count, double totalS) {}

  /**
   * @param share least excess as a share of the window
   * @param seconds least excess in seconds
   */
  public record Floors(double share, double seconds) {
    public static final Floors USUAL = new Floors(0.01, 0.05);
    public static final Floors NONE = new Floors(0, 0);
  }

  public record Deviation(
      String name, double totalS, double medianS, double excessS, double sigma) {}

  /** A worker with what it spent too much on, most first; its excess is the sum over all of these. */
  public record Straggler(String worker, double excessS, List<Deviation> deviations) {
    public Straggler {
      deviations = List.copyOf(deviations);
    }
  }

  private Stragglers() {}

  /**
   * @param workers all that were there: one that never ran a name counts with 0
   * @return most excess first
   */
  public static List<Straggler> find(
      List<Total> totals, Set<String> workers, double windowS, Floors floors) {
    Map<String, Map<String, Total>> byName = new LinkedHashMap<>();
    for (Total total : totals) {
      byName.computeIfAbsent(total.name(), n -> new LinkedHashMap<>()).put(total.worker(), total);
    }
    double floor = Math.max(floors.seconds(), floors.share() * windowS);
    boolean floored = floors.seconds() > 0 || floors.share() > 0;
    Map<String, List<Deviation>> found = new LinkedHashMap<>();
    byName.forEach((name, byWorker) -> {
      for (Map.Entry<String, Deviation> entry :
          deviations(name, byWorker, workers, floored).entrySet()) {
        if (entry.getValue().excessS() >= floor) {
          found.computeIfAbsent(entry.getKey(), w -> new ArrayList<>()).add(entry.getValue());
        }
      }
    });
    return ranked(found);
  }

  private static List<Straggler> ranked(Map<String, List<Deviation>> found) {
    List<Straggler> stragglers = new ArrayList<>();
    found.forEach((worker, deviations) -> {
      deviations.sort(
          Comparator.comparingDouble(Deviation::excessS).reversed().thenComparing(Deviation::name));
      double excess = deviations.stream().mapToDouble(Deviation::excessS).sum();
      stragglers.add(new Straggler(worker, excess, deviations));
    });
    stragglers.sort(
        Comparator.comparingDouble(Straggler::excessS).reversed().thenComparing(Straggler::worker));
    return stragglers;
  }

  private static Map<String, Deviation> deviations(
      String name, Map<String, Total> byWorker, Set<String> workers, boolean perPiece) {
    List<String> all = List.copyOf(new TreeSet<>(workers));
    double[] totals = new double[all.size()];
    for (int i = 0; i < totals.length; i++) {
      Total total = byWorker.get(all.get(i));
      totals[i] = total == null ? 0 : total.totalS();
    }
    double median = median(totals);
    double scale = scale(totals, median);
    Map<String, Deviation> deviations = new LinkedHashMap<>();
    for (int i = 0; i < totals.length; i++) {
      double excess = totals[i] - median;
      double sigma = excess <= 0 || scale == 0 ? 0 : Math.min(MOST_SIGMA, excess / scale);
      if (sigma >= LEAST_SIGMA && !(perPiece && didMerelyMore(all.get(i), byWorker))) {
        deviations.put(all.get(i), new Deviation(name, totals[i], median, excess, sigma));
      }
    }
    return deviations;
  }

  /** Whether a worker's time per piece is no outlier among those who did any. */
  private static boolean didMerelyMore(String worker, Map<String, Total> byWorker) {
    Total own = byWorker.get(worker);
    double[] counts = byWorker.values().stream().mapToDouble(Total::count).toArray();
    if (own == null || own.count() <= median(counts)) {
      return false;
    }
    double[] means = byWorker.values().stream().mapToDouble(t -> t.totalS() / t.count()).toArray();
    double median = median(means);
    double scale = scale(means, median);
    double mean = own.totalS() / own.count();
    return means.length > 1
        && (mean <= median || scale == 0 || (mean - median) / scale < LEAST_SIGMA);
  }

  private static double scale(double[] values, double median) {
    double[] distances = Arrays.stream(values).map(v -> Math.abs(v - median)).toArray();
    double mad = median(distances);
    return mad > 0 ? NORMAL * mad : Arrays.stream(distances).average().orElse(0);
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
