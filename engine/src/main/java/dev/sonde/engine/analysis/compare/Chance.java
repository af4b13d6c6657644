package dev.sonde.engine.analysis.compare;

import java.util.Arrays;

/** How likely chance alone gives as much of a difference. */
final class Chance {

  /** Beyond so many pairs of runs the normal distribution is as good as the exact one. */
  private static final int EXACT = 2500;

  private static final double[] LANCZOS = {
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
    12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7
  };

  private Chance() {}

  /**
   * The rank test of Mann, Whitney and Wilcoxon, two-sided and exact; ties count against a difference.
   */
  static double ranks(double[] before, double[] after) {
    int pairs = before.length * after.length;
    double above = 0;
    double below = 0;
    for (double b : before) {
      for (double a : after) {
        above += a > b ? 1 : a == b ? 0.5 : 0;
        below += a < b ? 1 : a == b ? 0.5 : 0;
      }
    }
    int least = (int) Math.ceil(Math.min(above, below));
    if (pairs > EXACT) {
      double sd = Math.sqrt(pairs * (before.length + after.length + 1) / 12.0);
      return Math.min(1, student((pairs / 2.0 - least) / sd, 1e9));
    }
    double[] orders = orders(before.length, after.length);
    double extreme = 0;
    for (int u = 0; u <= least; u++) {
      extreme += orders[u];
    }
    return Math.min(1, 2 * extreme / Arrays.stream(orders).sum());
  }

  /** In how many orders of so many values a statistic of ranks comes out as 0, 1, 2, … */
  private static double[] orders(int before, int after) {
    double[][] ways = new double[after + 1][before * after + 1];
    // Of no values before, there is one order whatever comes after.
    for (double[] row : ways) {
      row[0] = 1;
    }
    for (int b = 1; b <= before; b++) {
      for (int a = 1; a <= after; a++) {
        double[] fewer = ways[a - 1];
        double[] now = new double[ways[a].length];
        for (int u = 0; u < now.length; u++) {
          // The largest value is one of those before, below which all after lie, or one of those
          // after.
          now[u] = (u >= a ? ways[a][u - a] : 0) + fewer[u];
        }
        ways[a] = now;
      }
    }
    return ways[after];
  }

  /** Student's t, two-sided. */
  static double student(double t, double freedom) {
    if (Double.isInfinite(t)) {
      return 0;
    }
    return beta(freedom / (freedom + t * t), freedom / 2, 0.5);
  }

  /** At least {@code hits} of {@code tries}, each with this probability. */
  static double atLeast(long hits, long tries, double probability) {
    return hits <= 0 ? 1 : beta(probability, (double) hits, tries - hits + 1.0);
  }

  /** The regularised incomplete beta function, by its continued fraction (Lentz). */
  static double beta(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m <= 500; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d);
      c = away(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d);
      c = away(1 + odd / c);
      value *= d * c;
      if (Math.abs(d * c - 1) < 1e-14) {
        break;
      }
    }
    return value;
  }

  private static double away(double nearZero) {
    return Math.abs(nearZero) < 1e-300 ? 1e-300 : nearZero;
  }

  /** By the approximation of Lanczos; for arguments of a half and more. */
  static double logGamma(double x) {
    double sum = 0.9999999999998099;
    for (int i = 0; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x + i);
    }
    double t = x + LANCZOS.length - 1.5;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
