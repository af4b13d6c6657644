package dev.sonde.engine.analysis.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds of work changed between so few runs that they say nothing of how runs differ: by more than
 * 1 ms + 20 %, and by more than tasks of such different lengths would differ by chance.
 */
final class Few {

  static final double LEAST_SHARE = 0.2;
  static final double LEAST_SECONDS = 1e-3;

  /** As for repeats: over all kinds together. The band keeps most of these away as well. */
  private static final double ERROR = 0.03;

  /** From so many pieces the spread of a kind can lend to others. */
  private static final long LENDS = 3;

  private static final double LENT = 4;

  /** From so many kinds their differences tell how much runs differ beside their tasks. */
  private static final int KINDS = 5;

  /** What makes a median of absolute deviations a standard deviation. */
  private static final double OF_MAD = 1.4826;

  private final List<Pair> pairs;
  private final @Nullable Double usual;
  private final double common;
  private final double scatter;

  Few(List<Pair> pairs) {
    this.pairs = List.copyOf(pairs);
    double[] spreads =
        pairs.stream()
            .filter(pair -> freedom(pair) >= LENDS)
            .mapToDouble(pair -> squares(pair) / freedom(pair) / Numbers.typical(freedom(pair)))
            .toArray();
    this.usual = spreads.length == 0 ? null : (Double) Numbers.median(spreads);
    this.common = common();
    this.scatter = scatter();
  }

  /**
   * What all kinds moved by alike, in logarithms. A single pair of runs cannot tell a busy machine from a
   * change of everything: below the band it is taken for the machine, and one kind has to stand out.
   */
  private double common() {
    if (pairs.size() < KINDS) {
      return 0;
    }
    double middle = Numbers.median(pairs.stream().mapToDouble(Few::change).toArray());
    return Math.abs(middle) > Math.log1p(LEAST_SHARE) ? 0 : middle;
  }

  /**
   * How much further kinds are from each other than their tasks explain, in standard errors; where tasks
   * explain nothing, in logarithms. A few that changed do not matter to it.
   */
  private double scatter() {
    if (pairs.size() < KINDS) {
      return 0;
    }
    double[] off =
        pairs.stream()
            .mapToDouble(pair -> change(pair) / (usual == null ? 1 : Math.max(1e-9, error(pair))))
            .toArray();
    double middle = Numbers.median(off);
    for (int i = 0; i < off.length; i++) {
      off[i] = Math.abs(off[i] - middle);
    }
    return OF_MAD * Numbers.median(off);
  }

  /** Whether each of them changed, in their order. */
  List<Boolean> changed() {
    List<Boolean> changed = new ArrayList<>();
    for (Pair pair : pairs) {
      changed.add(
          pair.moved(LEAST_SHARE, LEAST_SECONDS) && likelihood(pair) * pairs.size() < ERROR);
    }
    return changed;
  }

  /** Of a change as large by chance; 0 where nothing tells how different pieces are. */
  private double likelihood(Pair pair) {
    if (usual == null) {
      return scatter == 0
          ? 0
          : Chance.student((change(pair) - common) / scatter, pairs.size() - 1.0);
    }
    double error = error(pair) * Math.max(1, scatter);
    return Chance.student(
        error == 0 ? Double.POSITIVE_INFINITY : (change(pair) - common) / error,
        freedom(pair) + LENT);
  }

  private static double change(Pair pair) {
    return logMean(pair.after()) - logMean(pair.before());
  }

  /** The standard error of a change, with the spread of tasks drawn towards that of all kinds. */
  private double error(Pair pair) {
    double lent = usual == null ? 0 : LENT * usual;
    double variance = (squares(pair) + lent) / (freedom(pair) + LENT);
    return Math.sqrt(error(pair.before(), variance) + error(pair.after(), variance));
  }

  /** The squared error of a side: that of its tasks, or that between its runs, whichever is more. */
  private static double error(List<@Nullable Timing> side, double variance) {
    double[] runs = Pair.each(side, Timing::logMean);
    double pieces = variance / there(side).mapToDouble(Timing::count).sum();
    double between = runs.length < 2 ? 0 : Numbers.squares(runs) / (runs.length - 1) / runs.length;
    return Math.max(pieces, between);
  }

  private static double logMean(List<@Nullable Timing> side) {
    return Numbers.mean(Pair.each(side, Timing::logMean));
  }

  private static double freedom(Pair pair) {
    return all(pair).mapToDouble(timing -> timing.count() - 1).sum();
  }

  /** Within each run: how runs differ is another matter. */
  private static double squares(Pair pair) {
    return all(pair)
        .mapToDouble(timing ->
            timing.logVariance() == null ? 0 : timing.logVariance() * (timing.count() - 1))
        .sum();
  }

  private static Stream<Timing> all(Pair pair) {
    return Stream.concat(there(pair.before()), there(pair.after()));
  }

  private static Stream<Timing> there(List<@Nullable Timing> side) {
    return side.stream().filter(Objects::nonNull).map(Objects::requireNonNull);
  }
}
