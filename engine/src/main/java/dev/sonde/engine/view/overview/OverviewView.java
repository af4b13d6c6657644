package dev.sonde.engine.view.overview;

import dev.sonde.engine.activity.Activity;
import dev.sonde.engine.activity.Diagnoses;
import dev.sonde.engine.activity.FoundRow;
import dev.sonde.engine.activity.Occupancy;
import dev.sonde.engine.activity.Standing;
import dev.sonde.engine.activity.Subject;
import dev.sonde.engine.activity.Totals;
import dev.sonde.engine.analysis.Intensity;
import dev.sonde.engine.analysis.Stragglers;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run on one screen: size, where the time went, what stands out. */
public final class OverviewView implements View<Parameters.None, OverviewResult> {

  static final int BINS = 48;
  private static final int COSTLIEST = 8;
  private static final int OUTLIERS = 8;
  private static final int FINDINGS = 3;

  /** Of more spans the overview stays quick, and says so: diagnosing a million takes some seconds. */
  private static final long MOST_DIAGNOSED = 300_000;

  /** Always shown, also where nothing was spent: an empty line is an answer too. */
  private static final List<String> COMPONENTS =
      List.of("compute", "network", "disk", "scheduler", "other");

  private static final Sql FIGURES = Sql.of(OverviewView.class, "figures");

  private record Figures(long spans, @Nullable Long networkBytes) {}

  @Override
  public About about() {
    return new About(
        "overview",
        About.Group.START,
        "what happened, on one screen",
        """
        Size of the run, how busy its workers were with what over time, the costliest span names, \
        and workers unlike their peers. A cell of a lane is the busy share of all slots in that \
        bin; totals are sums over all workers, so they can exceed the wall clock. Waiting receives \
        and idle time are not counted as work.\
        """,
        true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<OverviewResult> answer(Parameters.None none, Ask ask) {
    Figures figures =
        ask.one(
            FIGURES,
            Map.of(),
            row -> new Figures(row.integer("spans"), row.integerOrNull("network_bytes")));
    List<Standing.Group> standing = Standing.of(ask);
    List<Occupancy.Worker> workers = Occupancy.of(ask);
    Activity activity = new Activity(ask, BINS);
    List<Stragglers.Total> totals = Totals.byNameAndWorker(ask);
    List<Totals.Name> names = Totals.costliest(totals);
    List<Totals.Name> most = names.subList(0, Math.min(COSTLIEST, names.size()));
    Activity.Both busy =
        activity.rowsAndTracks(
            "component", "CASE WHEN name IN (" + literals(most) + ") THEN name ELSE '' END");
    Measured measured = Measured.of(ask, activity.bins());
    List<Stragglers.Straggler> outliers = Totals.stragglers(ask, totals, Stragglers.Floors.USUAL);
    return Answered.whole(
        new OverviewResult(
            ask.window().seconds(),
            workers.size(),
            Occupancy.underWay(ask) ? (Long) idle(workers, standing) : null,
            Standing.tasks(standing),
            figures.spans(),
            ask.runs(),
            standing.isEmpty() ? null : Standing.states(standing),
            measured.memory(),
            figures.networkBytes(),
            activity.bins().count(),
            activity.bins().widthSeconds(),
            components(activity, busy.rows()),
            costliest(activity, most, busy.tracks()),
            measured.lanes(),
            outliers.subList(0, Math.min(OUTLIERS, outliers.size())),
            figures.spans() > MOST_DIAGNOSED ? null : findings(ask)));
  }

  private static List<FoundRow> findings(Ask ask) {
    List<FoundRow> all = FoundRow.all(Diagnoses.of(ask, Subject.WHOLE, Diagnoses.STALLED_NANOS));
    return all.subList(0, Math.min(FINDINGS, all.size()));
  }

  private static long idle(List<Occupancy.Worker> workers, List<Standing.Group> standing) {
    Map<String, Long> processing = Standing.processing(standing);
    return workers.stream()
        .filter(worker ->
            "idle".equals(worker.status(true, processing.getOrDefault(worker.worker(), 0L))))
        .count();
  }

  private static List<OverviewResult.Component> components(
      Activity activity, List<Intensity.Row> found) {
    Map<String, Intensity.Row> rows = new LinkedHashMap<>();
    found.forEach(row -> rows.put(row.name(), row));
    List<OverviewResult.Component> components = new ArrayList<>();
    for (String name : COMPONENTS) {
      Intensity.Row row = rows.remove(name);
      components.add(
          row == null
              ? new OverviewResult.Component(name, 0, zeros(activity))
              : new OverviewResult.Component(name, row.totalS(), row.values()));
    }
    rows.forEach((name, row) ->
        components.add(new OverviewResult.Component(name, row.totalS(), row.values())));
    return components;
  }

  private static List<Double> zeros(Activity activity) {
    return Collections.nCopies(activity.bins().count(), 0.0);
  }

  private static List<OverviewResult.Costliest> costliest(
      Activity activity, List<Totals.Name> most, List<Intensity.Row> rows) {
    Map<String, List<Double>> timelines = new LinkedHashMap<>();
    rows.forEach(row -> timelines.put(row.name(), row.values()));
    return most.stream()
        .map(name ->
            new OverviewResult.Costliest(
                name.name(),
                name.count(),
                name.totalS(),
                name.meanPerWorkerS(),
                name.maxWorkerS(),
                name.maxWorker(),
                timelines.getOrDefault(name.name(), zeros(activity))))
        .toList();
  }

  private static String literals(List<Totals.Name> names) {
    return names.isEmpty()
        ? "''"
        : String.join(
            ", ", names.stream().map(name -> "'" + name.name().replace("'", "''") + "'").toList());
  }

  @Override
  public Report report(OverviewResult result, Parameters.None none, Ask ask) {
    return OverviewReport.of(result, ask);
  }
}
