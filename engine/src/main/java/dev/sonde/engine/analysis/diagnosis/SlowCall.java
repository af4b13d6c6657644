package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Confidence;
import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.replay.ForestReplay;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.List;

/** One operation makes up most of an agent's or service's path. */
final class SlowCall implements StepDetectors.StepDetector {

  private static final double MOST = 0.5;

  /** Times the median: an operation of which some calls are so slow is taken at its median. */
  private static final double SLOW = 1.5;

  @Override
  public List<Finding> find(Steps run) {
    long work = run.path.lengthNanos();
    List<Finding> found = new ArrayList<>();
    for (int name = 0; name < run.onPath.length; name++) {
      if (run.onPath[name] >= MOST * work
          && run.onPath[name] >= Diagnosis.LEAST_SHARE * run.wallNanos()) {
        found.add(finding(run, name));
      }
    }
    return found;
  }

  private static Finding finding(Steps run, int name) {
    long[] durations = run.durations(name);
    long median = Math.round(Kinds.quantile(durations, 0.5));
    long atMedian = run.replay.saved(lasting(run, name, median));
    boolean some = durations.length > 2 && durations[durations.length - 1] > SLOW * median;
    boolean reduced = some && atMedian >= Diagnosis.LEAST_SHARE * run.wallNanos();
    String what = run.forest.nameOfNumber(name);
    List<String> because = new ArrayList<>();
    because.add(
        "%s of the path's work, %s calls of %s to %s"
            .formatted(
                Amounts.share((double) run.onPath[name] / run.path.lengthNanos()),
                Amounts.count(durations.length),
                Amounts.seconds(durations[0] / 1e9),
                Amounts.seconds(durations[durations.length - 1] / 1e9)));
    because.add(
        reduced
            ? "the ceiling is for all of them at the median, " + Amounts.seconds(median / 1e9)
            : "the ceiling is for none of them");
    return new Finding(
        "slow_call",
        Finding.thing("name", what),
        reduced ? atMedian : run.replay.saved(without(run, name)),
        Confidence.MEDIUM,
        because,
        List.of(
            Look.at("spans").with("name", what),
            Look.at("critical-path"),
            Look.at("stats").with("name", what)));
  }

  private static ForestReplay.Change lasting(Steps run, int name, long most) {
    return new ForestReplay.Change() {
      @Override
      public long nanos(int span) {
        return run.forest.nameNumber(span) == name && run.forest.nanos(span) > most ? most : -1;
      }
    };
  }

  /** What a call did itself is gone; what is below it stays only where it is the whole call. */
  private static ForestReplay.Change without(Steps run, int name) {
    return new ForestReplay.Change() {
      @Override
      public long nanos(int span) {
        return run.forest.nameNumber(span) == name
            ? Math.max(0, run.forest.nanos(span) - run.own[span])
            : -1;
      }
    };
  }
}
