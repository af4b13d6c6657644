package dev.sonde.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What several runs of one thing took, and what it may take. */
final class Costs {

  private final String what;
  private final double targetMillis;
  private final List<Cost> runs = new ArrayList<>();
  private String remark = "";

  /**
   * @param targetMillis of wall time; 0 where there is no target
   */
  Costs(String what, double targetMillis) {
    this.what = what;
    this.targetMillis = targetMillis;
  }

  void add(Cost cost) {
    runs.add(cost);
  }

  Costs remark(String text) {
    remark = text;
    return this;
  }

  double medianWallMillis() {
    return sorted(runs.stream().mapToDouble(Cost::wallMillis).toArray())[runs.size() / 2];
  }

  double medianCpuMillis() {
    return sorted(runs.stream().mapToDouble(Cost::cpuMillis).toArray())[runs.size() / 2];
  }

  private static double[] sorted(double... values) {
    java.util.Arrays.sort(values);
    return values;
  }

  static String heading() {
    return String.format(
        Locale.ROOT,
        "%-44s %4s %9s %9s %9s %9s %9s %9s  %s",
        "ms",
        "runs",
        "median",
        "min",
        "max",
        "target",
        "cpu",
        "peak MB",
        "");
  }

  /** One line of the table: medians, and the spread of the wall time. */
  String line() {
    double[] wall = sorted(runs.stream().mapToDouble(Cost::wallMillis).toArray());
    long peak = runs.stream().mapToLong(Cost::peakBytes).max().orElse(0);
    boolean missed = targetMillis > 0 && medianWallMillis() > targetMillis;
    return String.format(
        Locale.ROOT,
        "%-44s %4d %9.1f %9.1f %9.1f %9s %9.1f %9s  %s",
        what,
        runs.size(),
        medianWallMillis(),
        wall[0],
        wall[wall.length - 1],
        targetMillis > 0 ? String.format(Locale.ROOT, "%.0f", targetMillis) : "",
        medianCpuMillis(),
        peak > 0 ? Long.toString(peak / 1_000_000) : "",
        missed ? ("missed " + remark).strip() : remark);
  }
}
