package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Confidence;
import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Order;
import dev.sonde.engine.analysis.replay.ForestReplay;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The same operation takes longer with every round: a prompt, a history, a state that grows. */
final class Growth implements StepDetectors.StepDetector {

  private static final int ROUNDS = 6;

  /** Rounds that say how long it would take without growth: a third of all would have grown itself. */
  private static final int FIRST = 2;

  /** The last third over the first third. */
  private static final double GROWN = 1.5;

  /** Of the ranks of durations with the order in time, 1 where each takes longer than all before. */
  private static final double STEADY = 0.8;

  @Override
  public List<Finding> find(Steps run) {
    List<Finding> found = new ArrayList<>();
    for (int name = 0; name < run.forest.names(); name++) {
      int count = run.named.size(name);
      if (count < ROUNDS) {
        continue;
      }
      int[] spans = new int[count];
      for (int i = 0; i < count; i++) {
        spans[i] = run.named.get(name, i);
      }
      long[] starts = new long[count];
      long[] own = new long[count];
      for (int i = 0; i < count; i++) {
        starts[i] = run.forest.start(spans[i]);
        own[i] = run.own[spans[i]];
      }
      int[] inTime = Order.by(starts);
      long[] series = new long[count];
      for (int i = 0; i < count; i++) {
        series[i] = own[inTime[i]];
      }
      long first = median(series, 0, count / 3);
      long last = median(series, count - count / 3, count);
      if (first > 0 && last > GROWN * first && correlation(series) > STEADY) {
        found.add(finding(run, name, median(series, 0, FIRST), last, count));
      }
    }
    return found;
  }

  private static long median(long[] series, int from, int to) {
    long[] part = Arrays.copyOfRange(series, from, to);
    Arrays.sort(part);
    return Math.round(Kinds.quantile(part, 0.5));
  }

  /** Spearman's, of values with their places. */
  private static double correlation(long[] series) {
    int[] byValue = Order.by(series);
    double sum = 0;
    for (int rank = 0; rank < byValue.length; rank++) {
      double off = rank - byValue[rank];
      sum += off * off;
    }
    double n = series.length;
    return 1 - 6 * sum / (n * (n * n - 1));
  }

  private static Finding finding(Steps run, int name, long first, long last, int count) {
    String what = run.forest.nameOfNumber(name);
    long saved =
        run.replay.saved(
            new ForestReplay.Change() {
              @Override
              public long nanos(int span) {
                long beyond = run.own[span] - first;
                return run.forest.nameNumber(span) == name && beyond > 0
                    ? Math.max(0, run.forest.nanos(span) - beyond)
                    : -1;
              }
            });
    return new Finding(
        "growth",
        Finding.thing("name", what),
        saved,
        Confidence.MEDIUM,
        List.of(
            "over %s rounds it went from %s to %s"
                .formatted(
                    Amounts.count(count),
                    Amounts.seconds(first / 1e9),
                    Amounts.seconds(last / 1e9)),
            "the ceiling is for all rounds as short as the first"),
        List.of(Look.at("spans").with("name", what), Look.at("histogram").with("name", what)));
  }
}
