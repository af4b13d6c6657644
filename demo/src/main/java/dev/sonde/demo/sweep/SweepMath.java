package dev.sonde.demo.sweep;

import java.util.List;

/** A small model of demand and supply by region, run year by year. */
final class SweepMath {

  static final int YEARS = 60;

  private SweepMath() {}

  /** Growth and price by year, of a scenario. */
  static double[] prepare(int scenario) {
    double[] forcing = new double[2 * YEARS];
    for (int year = 0; year < YEARS; year++) {
      forcing[year] = 1 + (scenario + 1) * 0.002 * Math.sin(year / 5.0);
      forcing[YEARS + year] = 1 + scenario * 0.01 * year / YEARS;
    }
    return forcing;
  }

  /** Demand by year in a region: an implicit step each year, solved by iteration. */
  static double[] model(double[] forcing, int region) {
    double[] demand = new double[YEARS];
    double last = 100 + 10.0 * region;
    for (int year = 0; year < YEARS; year++) {
      double next = last;
      for (int step = 0; step < 200; step++) {
        next = last * forcing[year] / (1 + 0.01 * forcing[YEARS + year] * Math.log(next));
      }
      demand[year] = next;
      last = next;
    }
    return demand;
  }

  /** Sum over regions. */
  static double[] stitch(List<double[]> regions) {
    double[] sum = new double[YEARS];
    for (double[] region : regions) {
      for (int year = 0; year < YEARS; year++) {
        sum[year] += region[year];
      }
    }
    return sum;
  }
}
