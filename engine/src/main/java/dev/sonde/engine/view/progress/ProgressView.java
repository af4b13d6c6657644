package dev.sonde.engine.view.progress;

import dev.sonde.engine.activity.Occupancy;
import dev.sonde.engine.activity.Standing;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far each kind of task has come, and how fast it goes on. */
public final class ProgressView implements View<Parameters.None, ProgressView.ProgressResult> {

  /**
   * @param tasks of all kinds, also of those that are not listed; so are done and erred
   * @param prefixes what is left to do first
   * @param workers the busiest first
   * @param workersTotal how many workers there are
   */
  public record ProgressResult(
      long tasks,
      long done,
      long erred,
      List<Prefix> prefixes,
      List<Worker> workers,
      long workersTotal) {}

  /**
   * A kind of task.
   *
   * @param done in memory or released
   * @param left neither done nor erred nor cancelled
   * @param ratePerS attempts that ended in the window over its length; null where it has none
   * @param etaS seconds until the rest has ended at that rate; null where nothing is left, or nothing
   *     moves, or the run is over
   */
  public record Prefix(
      @Nullable String prefix,
      long tasks,
      long done,
      long erred,
      long left,
      @Nullable Double ratePerS,
      @Nullable Double etaS) {}

  /** @param processing open attempts, and tasks assigned there that have not begun */
  public record Worker(String worker, long processing, @Nullable Double utilization) {}

  private static final Sql FINISHED = Sql.of(ProgressView.class, "finished");

  @Override
  public About about() {
    return new About(
        "progress",
        About.Group.START,
        "how far each kind of task has come",
        """
        One row for each kind of task: how many of its tasks are done, failed or left, how many \
        attempts ended per second of the window, and how long the rest takes at that rate. No time \
        is given once the run is over or where nothing moves. --last 30s takes the rate from the \
        last half minute, --at 2m shows how far things were then.\
        """,
        true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<ProgressResult> answer(Parameters.None none, Ask ask) {
    List<Standing.Group> standing = Standing.of(ask);
    List<Occupancy.Worker> occupied = Occupancy.of(ask);
    boolean moving =
        occupied.stream().anyMatch(worker -> worker.running() > 0)
            || standing.stream().anyMatch(Standing.Group::running);
    List<Prefix> all = prefixes(ask, standing, moving);
    List<Prefix> shown = Page.of(all, ask.scope());
    Map<@Nullable String, List<Standing.Group>> byWorker =
        Standing.by(standing, Standing.Group::worker);
    List<Worker> workers =
        occupied.stream()
            .limit(ask.scope().limitOr(Scope.DEFAULT_LIMIT))
            .map(worker ->
                new Worker(
                    worker.worker(),
                    worker.running()
                        + Standing.tasks(
                            byWorker.getOrDefault(worker.worker(), List.of()).stream()
                                .filter(Standing.Group::assigned)
                                .toList()),
                    worker.utilization()))
            .toList();
    return Answered.list(
        new ProgressResult(
            all.stream().mapToLong(Prefix::tasks).sum(),
            all.stream().mapToLong(Prefix::done).sum(),
            all.stream().mapToLong(Prefix::erred).sum(),
            shown,
            workers,
            occupied.size()),
        shown.size(),
        all.size());
  }

  private static List<Prefix> prefixes(Ask ask, List<Standing.Group> standing, boolean moving) {
    Map<@Nullable String, Long> finished = new HashMap<>();
    ask.rows(FINISHED, row -> finished.put(row.textOrNull("prefix"), row.integer("finished")));
    double seconds = ask.window().seconds();
    List<Prefix> prefixes = new ArrayList<>();
    Standing.by(standing, Standing.Group::prefix)
        .forEach((prefix, groups) -> {
          long ended = finished.getOrDefault(prefix, 0L);
          prefixes.add(
              prefix(prefix, groups, seconds > 0 ? (Double) (ended / seconds) : null, moving));
        });
    prefixes.sort(
        Comparator.comparingLong(Prefix::left)
            .thenComparingLong(Prefix::tasks)
            .reversed()
            .thenComparing(Prefix::prefix, Comparator.nullsLast(String::compareTo)));
    return prefixes;
  }

  private static Prefix prefix(
      @Nullable String prefix, List<Standing.Group> groups, @Nullable Double rate, boolean moving) {
    Map<String, Long> states = Standing.states(groups);
    long done = states.getOrDefault("memory", 0L) + states.getOrDefault("released", 0L);
    long erred = states.getOrDefault("erred", 0L);
    long tasks = Standing.tasks(groups);
    long left = tasks - done - erred - states.getOrDefault("cancelled", 0L);
    return new Prefix(prefix, tasks, done, erred, left, rate, moving ? rest(left, rate) : null);
  }

  private static @Nullable Double rest(long left, @Nullable Double rate) {
    return left > 0 && rate != null && rate > 0 ? (Double) (left / rate) : null;
  }

  @Override
  public Report report(ProgressResult result, Parameters.None none, Ask ask) {
    return ProgressReport.of(result);
  }
}
