package dev.sonde.engine.analysis.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds of work changed between two sets of repeats. A run is one observation, however many tasks it
 * has: what a busy machine does to one of them it does to all. The runs are compared as they are, and with
 * what is common to all kinds in a run taken out, so that a slow machine hides nothing. RATIONALE.md has
 * the figures behind the rule.
 */
final class Repeats {

  /** Least change that counts, as a share. */
  static final double LEAST = 0.05;

  /** How often a comparison of equals may find something, over all kinds of work together. */
  static final double ERROR = 0.02;

  /** What a rank test of medians and totals must give each on its own. */
  static final double RANKS = 0.05;

  /** From so many kinds what they have in common tells of the machine. */
  private static final int COMMON = 3;

  /** How many degrees of freedom the typical spread of all kinds lends to that of one. */
  private static final double LENT = 4;

  /** Nothing is shorter: clocks count nanoseconds. */
  private static final double LEAST_S = 1e-9;

  private final List<Pair> pairs;
  private final double[][] shifts;

  /**
   * @param pairs that are repeated
   */
  Repeats(List<Pair> pairs) {
    this.pairs = List.copyOf(pairs);
    this.shifts = shifts();
  }

  /** Whether each of them changed, in their order. */
  List<Boolean> changed() {
    boolean common = pairs.size() >= COMMON;
    int tests = pairs.size() * (common ? 2 : 1);
    List<Boolean> as = beyond(nothing(), tests);
    List<Boolean> apart = common ? beyond(shifts, tests) : as;
    List<Boolean> changed = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      changed.add(pairs.get(i).moved(LEAST, 0) && (as.get(i) || apart.get(i)));
    }
    return changed;
  }

  /** How much longer everything took alike, as a factor; 1 where that cannot be told. */
  double common() {
    return pairs.size() < COMMON ? 1 : Math.exp(Numbers.mean(shifts[1]) - Numbers.mean(shifts[0]));
  }

  /** What each run is off by in the middle over all kinds, in logarithms; by side. */
  private double[][] shifts() {
    double[][] sides = nothing();
    for (int run = 0; run < sides[0].length; run++) {
      sides[0][run] = shift(Pair::before, run);
    }
    for (int run = 0; run < sides[1].length; run++) {
      sides[1][run] = shift(Pair::after, run);
    }
    return sides;
  }

  private double shift(Function<Pair, List<@Nullable Timing>> side, int run) {
    double[] off =
        pairs.stream()
            .filter(pair -> side.apply(pair).get(run) != null)
            .mapToDouble(pair -> logMean(side.apply(pair).get(run)) - centre(pair))
            .toArray();
    return off.length == 0 ? 0 : Numbers.median(off);
  }

  private static double logMean(@Nullable Timing timing) {
    return timing == null ? Double.NaN : timing.logMean();
  }

  /** Where a kind of work lies, both sides counting alike. */
  private static double centre(Pair pair) {
    return (Numbers.mean(Pair.each(pair.before(), Timing::logMean))
            + Numbers.mean(Pair.each(pair.after(), Timing::logMean)))
        / 2;
  }

  private double[][] nothing() {
    return pairs.isEmpty()
        ? new double[2][0]
        : new double[][] {
          new double[pairs.getFirst().before().size()], new double[pairs.getFirst().after().size()]
        };
  }

  /** Which are beyond chance, with what each run is off by taken out. */
  private List<Boolean> beyond(double[][] off, int tests) {
    List<double[]> before = new ArrayList<>();
    List<double[]> after = new ArrayList<>();
    double[] spreads = new double[pairs.size()];
    for (int i = 0; i < pairs.size(); i++) {
      double[] b = logs(pairs.get(i).before(), Timing::logMean, off[0]);
      double[] a = logs(pairs.get(i).after(), Timing::logMean, off[1]);
      before.add(b);
      after.add(a);
      double freedom = b.length + a.length - 2.0;
      spreads[i] = (Numbers.squares(b) + Numbers.squares(a)) / freedom / Numbers.typical(freedom);
    }
    double usual = Numbers.median(spreads);
    List<Boolean> beyond = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      double change = Numbers.mean(after.get(i)) - Numbers.mean(before.get(i));
      beyond.add(
          Math.abs(change) >= Math.log1p(LEAST)
              && likelihood(before.get(i), after.get(i), change, usual) * tests < ERROR
              && ranked(pairs.get(i), off));
    }
    return beyond;
  }

  /** Of a change as large by chance: Student's, with the spread drawn towards that of all kinds. */
  private double likelihood(double[] before, double[] after, double change, double usual) {
    double freedom = before.length + after.length - 2.0;
    double lent = pairs.size() >= COMMON ? LENT : 0;
    double variance =
        (lent * usual + Numbers.squares(before) + Numbers.squares(after)) / (lent + freedom);
    double error = Math.sqrt(variance * (1.0 / before.length + 1.0 / after.length));
    return Chance.student(error == 0 ? Double.POSITIVE_INFINITY : change / error, lent + freedom);
  }

  private static boolean ranked(Pair pair, double[][] off) {
    ToDoubleFunction<Timing> median = timing -> Math.log(Math.max(LEAST_S, timing.medianS()));
    ToDoubleFunction<Timing> mean = timing -> Math.log(Math.max(LEAST_S, timing.meanS()));
    return Chance.ranks(logs(pair.before(), median, off[0]), logs(pair.after(), median, off[1]))
            <= RANKS
        && Chance.ranks(logs(pair.before(), mean, off[0]), logs(pair.after(), mean, off[1]))
            <= RANKS;
  }

  private static double[] logs(
      List<@Nullable Timing> side, ToDoubleFunction<Timing> figure, double[] off) {
    double[] logs = new double[side.size()];
    int known = 0;
    for (int run = 0; run < side.size(); run++) {
      Timing timing = side.get(run);
      if (timing != null) {
        logs[known++] = figure.applyAsDouble(timing) - off[run];
      }
    }
    return Arrays.copyOf(logs, known);
  }
}
