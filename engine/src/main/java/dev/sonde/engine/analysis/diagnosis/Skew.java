package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.List;

/** Many attempts of a prefix differ so much that slots idle at its end. */
final class Skew implements Detector {

  /** Deviation over mean; durations of one kind of work seldom spread by more without a reason. */
  private static final double WIDE = 0.4;

  private static final int ENOUGH = 5;

  @Override
  public List<Finding> find(Examined run) {
    List<Finding> found = new ArrayList<>();
    for (int prefix = 0; prefix < run.run.prefixes(); prefix++) {
      double mean = run.kinds.mean(prefix);
      // What a few attempts alone cause is theirs.
      if (run.kinds.count(prefix) >= ENOUGH
          && run.kinds.deviation(prefix) > WIDE * mean
          && LongTask.far(run, prefix).isEmpty()
          && mightSave(run, prefix)) {
        found.add(finding(run, prefix, Math.round(mean)));
      }
    }
    return found;
  }

  /** Evening out cannot save more than the longest takes beyond the mean, for each that follows another. */
  private static boolean mightSave(Examined run, int prefix) {
    double total = run.kinds.mean(prefix) * run.kinds.count(prefix);
    return total >= Diagnosis.LEAST_SHARE * run.run.wallNanos();
  }

  private static Finding finding(Examined run, int prefix, long mean) {
    boolean[] own = new boolean[run.turns.size()];
    for (int i = 0; i < run.kinds.count(prefix); i++) {
      own[run.kinds.turnsOf().get(prefix, i)] = true;
    }
    String name = run.run.prefixName(prefix);
    return new Finding(
        "skew",
        Finding.prefix(name),
        run.saved(Changes.lasting(turn -> own[turn] ? mean : -1)),
        run.confidence(),
        List.of(
            "%s attempts take %s to %s, %s on the average"
                .formatted(
                    Amounts.count(run.kinds.count(prefix)),
                    Amounts.seconds(run.kinds.quantile(prefix, 0) / 1e9),
                    Amounts.seconds(run.kinds.quantile(prefix, 1) / 1e9),
                    Amounts.seconds(mean / 1e9))),
        List.of(
            Look.at("tasks").with("prefix", name),
            Look.at("histogram").with("prefix", name),
            Look.at("timeline").with("by", "worker")));
  }
}
