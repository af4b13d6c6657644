package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import dev.sonde.engine.words.Names;
import java.util.ArrayList;
import java.util.List;

/** One or a few attempts far beyond the rest of their prefix hold up the end. */
final class LongTask implements Detector {

  /** As many make a pattern of which others can be unlike. */
  private static final int ENOUGH = 5;

  /** More of them than this is no exception but a spread: {@link Skew}. */
  private static final int FEW = 3;

  /** Times the ninetieth percentile of the rest. */
  private static final double FAR = 2;

  @Override
  public List<Finding> find(Examined run) {
    List<Finding> found = new ArrayList<>();
    for (int prefix = 0; prefix < run.run.prefixes(); prefix++) {
      List<Integer> far = far(run, prefix);
      if (!far.isEmpty() && mightSave(run, prefix, far)) {
        found.add(finding(run, prefix, far));
      }
    }
    return found;
  }

  /** A run cannot be shorter by more than what its attempts are. */
  private static boolean mightSave(Examined run, int prefix, List<Integer> far) {
    double beyond = 0;
    for (int turn : far) {
      beyond += run.run.nanos(run.turns.work(turn)) - usual(run, prefix);
    }
    return beyond >= Diagnosis.LEAST_SHARE * run.run.wallNanos();
  }

  /** The turns that took so much longer, the longest first; empty where there are none or many. */
  static List<Integer> far(Examined run, int prefix) {
    int count = run.kinds.count(prefix);
    List<Integer> far = new ArrayList<>();
    if (count < ENOUGH) {
      return far;
    }
    double usual = usual(run, prefix);
    for (int i = count - 1; i >= 0; i--) {
      int turn = run.kinds.turnsOf().get(prefix, i);
      if (own(run, turn) <= FAR * usual) {
        break;
      } else if (far.size() >= Math.clamp(count / 20, 1, FEW)) {
        return List.of();
      }
      far.add(turn);
    }
    return far;
  }

  /** The ninetieth percentile, of few attempts that of all but the longest. */
  static double usual(Examined run, int prefix) {
    int count = run.kinds.count(prefix);
    double share = Math.min(0.9, (count - 1.0 - FEW) / Math.max(1, count - 1));
    return run.kinds.quantile(prefix, Math.max(0.5, share));
  }

  /** As long as it would have been on a worker of ordinary speed. */
  static double own(Examined run, int turn) {
    int worker = run.turns.worker(turn);
    return run.run.nanos(run.turns.work(turn)) / (worker < 0 ? 1 : run.speeds.slowness()[worker]);
  }

  private static Finding finding(Examined run, int prefix, List<Integer> far) {
    long usual = Math.round(usual(run, prefix));
    long saved = run.saved(Changes.lasting(turn -> far.contains(turn) ? usual : -1));
    int longest = far.getFirst();
    String name = run.run.prefixName(prefix);
    String key = run.run.key(run.turns.task(longest));
    long alone = run.saved(Changes.lasting(turn -> turn == longest ? usual : -1));
    boolean one = far.size() == 1 || alone >= 0.9 * saved;
    return new Finding(
        "long_task",
        one ? Finding.task(key) : Finding.prefix(name),
        one ? alone : saved,
        run.confidence(),
        List.of(
            "it took %s, nine in ten of the %s attempts of %s at most %s"
                .formatted(
                    Amounts.seconds(own(run, longest) / 1e9),
                    Amounts.count(run.kinds.count(prefix)),
                    Names.cut(name),
                    Amounts.seconds(usual / 1e9))),
        List.of(Look.at("task", key), Look.at("tasks").with("prefix", name)));
  }
}
