package dev.sonde.engine.view.trends;

import dev.sonde.engine.analysis.trend.ChangePoint;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.trends.TrendsResult.Change;
import dev.sonde.engine.view.trends.TrendsResult.Point;
import dev.sonde.engine.view.trends.TrendsResult.Series;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How figures of runs moved from run to run, and where one changed for good. */
public final class TrendsView implements View<TrendsView.Options, TrendsResult> {

  /**
   * @param measure the only one that is wanted, null for all
   */
  public record Options(@Nullable String measure) {}

  /** A figure of one kind of task, or of whole runs where that is null. */
  private record Followed(@Nullable String prefix, Measure measure) {}

  private static final Sql PREFIXES = Sql.of(TrendsView.class, "prefixes");
  private static final Sql RUNS = Sql.of(TrendsView.class, "runs");

  @Override
  public About about() {
    return new About(
        "trends",
        About.Group.RUNS,
        "did durations, queues, failures or the cache change from some run on",
        """
        Runs in the order of their beginnings; of each kind of task the median and 95th percentile of \
        what was computed and went well, the wait of ready tasks, failures, and how much came from the \
        cache; of whole runs wall clock, workers, memory and CPU. A change is a level that stayed: at \
        least two runs on either side, compared by ranks, so that one failure or one warm cache is \
        none. With enough runs, shuffled series tell what chance would do (5 % over all series); with \
        few, levels must be apart by 20 % and a millisecond. --measure M shows one measure; a change \
        is named with the run at which it begins.\
        """,
        false);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(null))
        .option("measure", "M", "only this measure, e.g. duration_p50_s", TrendsView::measured);
  }

  private static Options measured(Options options, String value) {
    for (Measure measure : Measure.values()) {
      if (measure.word().equals(value)) {
        return new Options(value);
      }
    }
    throw new UsageException(
        "--measure "
            + value
            + ": no such measure; there are "
            + String.join(", ", Arrays.stream(Measure.values()).map(Measure::word).toList()));
  }

  @Override
  public Answered<TrendsResult> answer(Options options, Ask ask) {
    Map<Followed, Map<String, Double>> figures = new LinkedHashMap<>();
    List<String> runs = ask.rows(RUNS, row -> run(row, figures));
    ask.stream(
        PREFIXES.with("hit", ask.attribute(Keys.CACHE_HIT)),
        Map.of(),
        row -> {
          prefix(row, figures);
          return true;
        });
    figures
        .keySet()
        .removeIf(
            each -> options.measure() != null && !each.measure().word().equals(options.measure()));
    List<Series> series = new ArrayList<>();
    figures.forEach((followed, byRun) -> series.add(series(followed, byRun, runs, figures.size())));
    series.removeIf(each -> each.points().isEmpty());
    series.sort(Comparator.comparingDouble(TrendsView::moved).reversed());
    return Answered.whole(new TrendsResult(runs, series));
  }

  private static String run(Row row, Map<Followed, Map<String, Double>> figures) {
    String run = row.text("run_id");
    put(figures, null, Measure.WALL_CLOCK_S, run, row.realOrNull("wall"));
    put(figures, null, Measure.WORKERS, run, row.realOrNull("workers"));
    put(figures, null, Measure.MEMORY_BYTES, run, row.realOrNull("memory"));
    put(figures, null, Measure.CPU_UTILIZATION, run, row.realOrNull("cpu"));
    return run;
  }

  private static void prefix(Row row, Map<Followed, Map<String, Double>> figures) {
    String run = row.text("run_id");
    String prefix = row.text("prefix");
    put(figures, prefix, Measure.DURATION_P50_S, run, row.realOrNull("p50"));
    put(figures, prefix, Measure.DURATION_P95_S, run, row.realOrNull("p95"));
    put(figures, prefix, Measure.QUEUE_P50_S, run, row.realOrNull("queue"));
    put(figures, prefix, Measure.FAILED, run, row.realOrNull("failed"));
    Double hits = row.realOrNull("hits");
    Double tasks = row.realOrNull("tasks");
    put(
        figures,
        prefix,
        Measure.CACHE_HIT_RATE,
        run,
        hits == null || tasks == null || tasks == 0 ? null : (Double) (hits / tasks));
  }

  private static void put(
      Map<Followed, Map<String, Double>> figures,
      @Nullable String prefix,
      Measure measure,
      String run,
      @Nullable Double value) {
    if (value != null) {
      figures
          .computeIfAbsent(new Followed(prefix, measure), each -> new HashMap<>())
          .put(run, value);
    }
  }

  private static Series series(
      Followed followed, Map<String, Double> byRun, List<String> runs, int together) {
    List<Point> points = new ArrayList<>();
    for (String run : runs) {
      Double value = byRun.get(run);
      if (value != null) {
        points.add(new Point(run, value));
      }
    }
    double[] values = points.stream().mapToDouble(Point::value).toArray();
    ChangePoint found = ChangePoint.of(values, followed.measure().least(), together);
    // A cache that nothing was ever found in is no figure.
    boolean idle =
        followed.measure() == Measure.CACHE_HIT_RATE && Arrays.stream(values).allMatch(v -> v == 0);
    return new Series(
        followed.prefix(),
        followed.measure().word(),
        idle ? List.of() : points,
        found == null
            ? null
            : new Change(
                points.get(found.at()).run(),
                found.before(),
                found.after(),
                found.before() == 0 ? null : (Double) (found.after() / found.before())));
  }

  /** How far levels are apart, in factors; 0 where nothing changed. */
  private static double moved(Series series) {
    Change change = series.change();
    if (change == null) {
      return 0;
    }
    return change.factor() == null || change.factor() <= 0
        ? Double.MAX_VALUE
        : 1 + Math.abs(Math.log(change.factor()));
  }

  @Override
  public Report report(TrendsResult result, Options options, Ask ask) {
    return TrendsReport.of(result, ask);
  }
}
