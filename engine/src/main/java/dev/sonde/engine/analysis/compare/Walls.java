package dev.sonde.engine.analysis.compare;

import java.util.List;

/** Whether the wall clock changed. */
final class Walls {

  /** Stricter than for all kinds of work together: there is no second figure that must agree. */
  private static final double ERROR = 0.002;

  /** Of a single run, so many standard deviations of what its slots have to do are no change. */
  private static final double SIGMAS = 3;

  private Walls() {}

  /**
   * @param sameWork whether the runs had the same to do
   */
  static Compared.Wall of(List<RunFigures> before, List<RunFigures> after, boolean sameWork) {
    double[] b = walls(before);
    double[] a = walls(after);
    if (b.length == 0 || a.length == 0) {
      return new Compared.Wall(
          b.length == 0 ? null : (Double) Numbers.median(b),
          a.length == 0 ? null : (Double) Numbers.median(a),
          false,
          false);
    }
    return new Compared.Wall(
        Numbers.median(b),
        Numbers.median(a),
        sameWork,
        sameWork && changed(b, a, Math.max(spread(before), spread(after))));
  }

  private static double[] walls(List<RunFigures> side) {
    return side.stream()
        .map(RunFigures::wallS)
        .filter(wall -> wall != null)
        .mapToDouble(wall -> wall)
        .toArray();
  }

  /**
   * @param spread of the time that a slot is busy, by chance; relative
   */
  private static boolean changed(double[] before, double[] after, double spread) {
    double from = Numbers.median(before);
    double change = Math.abs(Numbers.median(after) - from);
    if (before.length < Pair.REPEATS || after.length < Pair.REPEATS) {
      return change > Few.LEAST_SECONDS + Few.LEAST_SHARE * from
          && change > SIGMAS * Math.sqrt(1.0 / before.length + 1.0 / after.length) * spread * from;
    }
    double freedom = before.length + after.length - 2.0;
    double variance = (Numbers.squares(before) + Numbers.squares(after)) / freedom;
    double error = Math.sqrt(variance * (1.0 / before.length + 1.0 / after.length));
    double apart = Math.abs(Numbers.mean(after) - Numbers.mean(before));
    return change > Repeats.LEAST * from
        && Chance.ranks(before, after) <= Repeats.RANKS
        && Chance.student(error == 0 ? Double.POSITIVE_INFINITY : apart / error, freedom) < ERROR;
  }

  /**
   * How far the busy time of a slot is off where the lengths of tasks are chance: a few long ones that
   * happen to follow each other make a run longer, and change nothing.
   */
  private static double spread(List<RunFigures> side) {
    return Numbers.median(side.stream().mapToDouble(Walls::spread).toArray());
  }

  private static double spread(RunFigures run) {
    double total = 0;
    double variance = 0;
    for (Work work : run.works().values()) {
      Timing timing = work.computed();
      if (timing != null) {
        total += timing.totalS();
        variance +=
            timing.logVariance() == null
                ? 0
                : timing.count() * timing.logVariance() * timing.meanS() * timing.meanS();
      }
    }
    if (total == 0 || run.wallS() == null || run.wallS() == 0) {
      return 0;
    }
    double slots = Math.max(1, total / run.wallS());
    return Math.sqrt(variance * slots) / total;
  }
}
