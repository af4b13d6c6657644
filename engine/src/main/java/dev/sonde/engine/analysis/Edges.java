package dev.sonde.engine.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Round edges of a histogram's bins: of one width, or, where values span orders of magnitude, 1, 2 and 5
 * times powers of ten. A bin holds what is at least its lower edge and less than its upper one.
 *
 * @param values ascending, at least two
 * @param logarithmic whether widths grow
 */
public record Edges(List<Double> values, boolean logarithmic) {

  /** About so many bins. */
  private static final int BINS = 20;

  /** From such a ratio of the largest to the median on, and of it to the smallest. */
  private static final double FAR = 20;

  private static final double WIDE = 100;

  private static final int[] STEPS = {1, 2, 5};

  public Edges {
    values = List.copyOf(values);
  }

  /**
   * @param least smallest value
   * @param leastPositive smallest above zero, or anything where there is none
   * @param median in between
   * @param most largest value
   */
  public static Edges of(double least, double leastPositive, double median, double most) {
    boolean logarithmic =
        least >= 0 && most > 0 && most > FAR * median && most > WIDE * leastPositive;
    return logarithmic ? growing(least, leastPositive, most) : even(least, most);
  }

  private static Edges even(double least, double most) {
    BigDecimal low = BigDecimal.valueOf(least);
    BigDecimal high = BigDecimal.valueOf(most);
    BigDecimal range = high.subtract(low);
    BigDecimal step = step(range.signum() == 0 ? low.abs() : range);
    BigDecimal first = low.divide(step, 0, RoundingMode.FLOOR).multiply(step);
    List<Double> edges = new ArrayList<>();
    BigDecimal edge = first;
    add(edges, edge);
    while (edge.compareTo(high) <= 0) {
      edge = edge.add(step);
      add(edges, edge);
    }
    return new Edges(edges, false);
  }

  /** Neighbouring edges can be one double where values differ by their last digit alone. */
  private static void add(List<Double> edges, BigDecimal edge) {
    double value = edge.doubleValue();
    double finite = Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE) + 0.0;
    if (edges.isEmpty() || finite > edges.getLast()) {
      edges.add(finite);
    }
  }

  /** The smallest 1, 2 or 5 times a power of ten of which no more than {@link #BINS} make the range. */
  private static BigDecimal step(BigDecimal range) {
    if (range.signum() == 0) {
      return BigDecimal.ONE;
    }
    BigDecimal least = range.divide(BigDecimal.valueOf(BINS), MathContext.DECIMAL64);
    BigDecimal power = power(least);
    for (int times : STEPS) {
      BigDecimal step = power.multiply(BigDecimal.valueOf(times));
      if (step.compareTo(least) >= 0) {
        return step;
      }
    }
    return power.movePointRight(1);
  }

  /** The power of ten at or below a positive number. */
  private static BigDecimal power(BigDecimal number) {
    return BigDecimal.ONE.movePointRight(number.precision() - number.scale() - 1);
  }

  private static Edges growing(double least, double leastPositive, double most) {
    List<BigDecimal> edges = growing(leastPositive, most, STEPS);
    if (edges.size() > 2 * BINS) {
      edges = growing(leastPositive, most, new int[] {1});
    }
    List<Double> all = new ArrayList<>();
    if (least == 0 || edges.size() > 2 * BINS) {
      all.add(0.0);
    }
    edges
        .subList(Math.max(0, edges.size() - 2 * BINS), edges.size())
        .forEach(edge -> add(all, edge));
    return new Edges(all, true);
  }

  private static List<BigDecimal> growing(double least, double most, int[] steps) {
    BigDecimal low = BigDecimal.valueOf(least);
    BigDecimal high = BigDecimal.valueOf(most);
    List<BigDecimal> edges = new ArrayList<>();
    for (BigDecimal power = power(low); ; power = power.movePointRight(1)) {
      for (int times : steps) {
        BigDecimal edge = power.multiply(BigDecimal.valueOf(times));
        if (edge.compareTo(low) <= 0) {
          edges.clear();
        }
        edges.add(edge);
        if (edge.compareTo(high) > 0) {
          return edges;
        }
      }
    }
  }
}
