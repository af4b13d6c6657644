package dev.sonde.engine.view.cluster;

import dev.sonde.engine.activity.Occupancy;
import dev.sonde.engine.activity.Standing;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How tasks and workers stand at one moment. */
public final class ClusterView implements View<Parameters.None, ClusterView.ClusterResult> {

  /**
   * @param atNs the moment: that of {@code --at}, else the last that is known of
   * @param state tasks by state; null where the source knows no tasks
   * @param workers the busiest first, those that left last
   * @param workersTotal without those that left
   */
  public record ClusterResult(
      long atNs,
      @Nullable Map<String, Long> state,
      List<Worker> workers,
      long workersTotal,
      long workersIdle,
      Rates rates) {}

  /**
   * A worker at the moment.
   *
   * @param status gone, paused, running or idle
   * @param busy attempts under way
   * @param queued tasks handed to it that have not begun; null where nobody announced states
   */
  public record Worker(
      String worker, String status, long slots, long busy, @Nullable Long queued) {}

  /**
   * How fast things went just before the moment.
   *
   * @param tasksPerS tasks that ended; null where there are none in the source
   * @param bytesPerS bytes received; null where the source has no sizes
   * @param overS the length of the stretch
   */
  public record Rates(@Nullable Double tasksPerS, @Nullable Double bytesPerS, double overS) {}

  private static final Sql RATES = Sql.of(ClusterView.class, "rates");

  /** Long enough to be steady, short enough to be "now". */
  private static final long STRETCH_NANOS = 10_000_000_000L;

  @Override
  public About about() {
    return new About(
        "cluster",
        About.Group.START,
        "how tasks and workers stand, now or at a moment",
        """
        Tasks by state and each worker's slots, attempts under way and tasks that wait there: at the \
        end of what is known, or at --at (an offset from the run's start, or a timestamp). Rates are \
        those of the ten seconds before, or of --last. Where no task.transition events tell states, \
        they follow from the attempts.\
        """,
        true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<ClusterResult> answer(Parameters.None none, Ask ask) {
    List<Standing.Group> standing = Standing.of(ask);
    boolean announced = Standing.announced(standing);
    Map<String, Long> processing = Standing.processing(standing);
    Map<@Nullable String, List<Standing.Group>> byWorker =
        Standing.by(
            standing.stream().filter(Standing.Group::assigned).toList(), Standing.Group::worker);
    List<Worker> all =
        Occupancy.of(ask).stream()
            .map(worker -> worker(worker, byWorker, processing, announced))
            .sorted(
                Comparator.comparing((Worker worker) -> worker.status().equals("gone"))
                    .thenComparing(Comparator.comparingLong(Worker::busy).reversed())
                    .thenComparing(Worker::worker))
            .toList();
    List<Worker> shown = Page.of(all, ask.scope());
    return Answered.list(
        new ClusterResult(
            ask.window().horizonNanos(),
            standing.isEmpty() ? null : Standing.states(standing),
            shown,
            all.stream().filter(worker -> !worker.status().equals("gone")).count(),
            all.stream().filter(worker -> worker.status().equals("idle")).count(),
            rates(ask)),
        shown.size(),
        all.size());
  }

  private static Worker worker(
      Occupancy.Worker worker,
      Map<@Nullable String, List<Standing.Group>> assigned,
      Map<String, Long> processing,
      boolean announced) {
    String status = worker.status(true, processing.getOrDefault(worker.worker(), 0L));
    return new Worker(
        worker.worker(),
        status == null ? "idle" : status,
        worker.slots(),
        worker.running(),
        announced
            ? (Long) Standing.tasks(assigned.getOrDefault(worker.worker(), List.of()))
            : null);
  }

  private static Rates rates(Ask ask) {
    long until = ask.window().endNanos();
    long from =
        ask.window().narrowed()
            ? ask.window().startNanos()
            : Math.max(ask.window().startNanos(), until - STRETCH_NANOS);
    double seconds = (until - from) / 1e9;
    return ask.one(
        RATES,
        Map.of("from_ns", from, "until_ns", until),
        row ->
            new Rates(
                row.integer("attempts") > 0 && seconds > 0
                    ? (Double) (row.integer("tasks") / seconds)
                    : null,
                row.integer("sized") > 0 && seconds > 0
                    ? (Double) (row.integer("bytes") / seconds)
                    : null,
                seconds));
  }

  @Override
  public Report report(ClusterResult result, Parameters.None none, Ask ask) {
    return ClusterReport.of(result, ask);
  }
}
