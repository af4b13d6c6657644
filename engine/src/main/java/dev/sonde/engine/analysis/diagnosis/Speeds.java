package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Turns;
import java.util.Arrays;

/**
 * How much longer than elsewhere attempts of the same prefixes take on each worker.
 *
 * @param slowness factor by worker; 1 for all that are not clearly slower
 * @param compared attempts by worker for which others ran the same prefix
 */
@SuppressWarnings("ArrayRecordComponent") // Read by the million, and not compared.
record Speeds(double[] slowness, int[] compared) {

  /** A worker that is slower by less is left as it is: noise, and little to be won. */
  private static final double LEAST = 1.15;

  /** By so many standard errors: one of a thousand workers is beyond four by chance once in 16 runs. */
  private static final double ERRORS = 4;

  static Speeds of(Execution run, Turns turns) {
    int workers = run.workers();
    double[] median = medians(run, turns);
    double[] log = new double[workers];
    double[] square = new double[workers];
    int[] compared = new int[workers];
    for (int turn = 0; turn < turns.size(); turn++) {
      int worker = turns.worker(turn);
      double usual = counts(run, turns, turn) ? median[run.prefix(turns.task(turn))] : 0;
      if (worker >= 0 && usual > 0 && run.nanos(turns.work(turn)) > 0) {
        double ratio = Math.log(run.nanos(turns.work(turn)) / usual);
        log[worker] += ratio;
        square[worker] += ratio * ratio;
        compared[worker]++;
      }
    }
    boolean[] slow = new boolean[workers];
    for (int worker = 0; worker < workers; worker++) {
      slow[worker] = isSlow(log[worker], square[worker], compared[worker]);
    }
    return new Speeds(factors(run, turns, slow), compared);
  }

  private static boolean counts(Execution run, Turns turns, int turn) {
    return turns.task(turn) >= 0 && run.heading(turns.work(turn)) == Heading.COMPUTE;
  }

  /** By prefix; 0 where a single worker ran all of them. */
  private static double[] medians(Execution run, Turns turns) {
    Kinds kinds = new Kinds(run, turns, ones(run.workers()));
    double[] medians = new double[run.prefixes()];
    for (int prefix = 0; prefix < medians.length; prefix++) {
      int first = Execution.NONE;
      for (int i = 0; i < kinds.turnsOf().size(prefix); i++) {
        int worker = turns.worker(kinds.turnsOf().get(prefix, i));
        if (first >= 0 && worker != first) {
          medians[prefix] = kinds.quantile(prefix, 0.5);
          break;
        }
        first = worker;
      }
    }
    return medians;
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static boolean isSlow(double sum, double squares, int count) {
    if (count < 3) {
      return false;
    }
    double mean = sum / count;
    double variance = Math.max(0, squares / count - mean * mean);
    return mean > Math.log(LEAST) && mean > ERRORS * Math.sqrt(variance / count);
  }

  /** Of those that are slow: their time over that of as many attempts of the same prefixes elsewhere. */
  private static double[] factors(Execution run, Turns turns, boolean[] slow) {
    double[] others = new double[run.prefixes()];
    int[] count = new int[run.prefixes()];
    for (int turn = 0; turn < turns.size(); turn++) {
      int worker = turns.worker(turn);
      if (counts(run, turns, turn) && worker >= 0 && !slow[worker]) {
        others[run.prefix(turns.task(turn))] += run.nanos(turns.work(turn));
        count[run.prefix(turns.task(turn))]++;
      }
    }
    double[] own = new double[run.workers()];
    double[] usual = new double[run.workers()];
    for (int turn = 0; turn < turns.size(); turn++) {
      int worker = turns.worker(turn);
      if (worker >= 0 && slow[worker] && counts(run, turns, turn)) {
        int prefix = run.prefix(turns.task(turn));
        if (count[prefix] > 0) {
          own[worker] += run.nanos(turns.work(turn));
          usual[worker] += others[prefix] / count[prefix];
        }
      }
    }
    double[] factors = ones(run.workers());
    for (int worker = 0; worker < factors.length; worker++) {
      if (usual[worker] > 0 && own[worker] > LEAST * usual[worker]) {
        factors[worker] = own[worker] / usual[worker];
      }
    }
    return factors;
  }

  boolean isSlow(int worker) {
    return slowness[worker] > 1;
  }
}
