package dev.sonde.engine.view.timeline;

import dev.sonde.engine.activity.Activity;
import dev.sonde.engine.analysis.Intensity;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Intensity over time, one row for each value of a key. */
public final class TimelineView implements View<TimelineView.Options, TimelineView.TimelineResult> {

  /**
   * @param by what makes a row: component, worker, name, prefix, or an attribute's key
   * @param bins how finely time is cut
   */
  public record Options(String by, int bins) {}

  /**
   * Rows in descending order of their time; values 0 to 1, one a bin.
   *
   * @param rowsInAll rows there are, of which these are the ones with the most time
   * @param takenAs {@code name} where the prefix asked for is that of span names, else null
   */
  public record TimelineResult(
      int bins,
      double binS,
      long startNs,
      List<Intensity.Row> rows,
      long rowsInAll,
      @Nullable String takenAs) {}

  private static final Sql SPANS = Sql.of(TimelineView.class, "spans");

  private static final int MOST_BINS = 10_000;

  /** What stands for the work of no worker, under {@code --by worker}. */
  private static final String NO_WORKER = "scheduler and client";

  @Override
  public About about() {
    return new About(
        "timeline",
        About.Group.BREADTH,
        "what was busy when",
        """
        One lane a row; a cell is the busy share of all slots of the workers that were there in that \
        bin. What no worker did (scheduler, client) is busy time over the bin. Waiting receives, \
        idle markers and metrics are left out. Zoom with --start and --duration.\
        """,
        true);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options("component", 48))
        .option(
            "by",
            "component|worker|name|prefix|KEY",
            "what makes a row; default component",
            (options, value) -> new Options(value, options.bins()))
        .option(
            "bins",
            "N",
            "how finely time is cut; default 48",
            (options, value) -> new Options(options.by(), Parameters.bins(value, MOST_BINS)));
  }

  @Override
  public Answered<TimelineResult> answer(Options options, Ask given) {
    boolean name = isSpanName(given);
    Ask ask = name ? given.instead(given.scope().prefixAsName()) : given;
    Activity activity = new Activity(ask, options.bins());
    List<Intensity.Row> rows =
        switch (options.by()) {
          case "component" -> activity.rows("component", "component <> 'waiting'");
          case "worker" -> byWorker(activity);
          case "name" -> activity.rows("name", "component <> 'waiting'");
          case "prefix" -> activity.rows("task_prefix", "role = 'attempt'");
          default -> activity.rows(ask.attribute(options.by()), "component <> 'waiting'");
        };
    int from = Math.min(ask.scope().offset(), rows.size());
    int to = (int) Math.min((long) from + ask.scope().limitOr(Scope.DEFAULT_LIMIT), rows.size());
    List<Intensity.Row> shown = List.copyOf(rows.subList(from, to));
    return Answered.list(
        new TimelineResult(
            activity.bins().count(),
            activity.bins().widthSeconds(),
            activity.bins().startNanos(),
            shown,
            rows.size(),
            name ? "name" : null),
        shown.size(),
        rows.size());
  }

  /** Frisky's users write the prefix of a span name here; it is taken so where no task has it. */
  private static boolean isSpanName(Ask ask) {
    return ask.scope().prefix() != null
        && count(ask) == 0
        && count(ask.instead(ask.scope().prefixAsName())) > 0;
  }

  private static long count(Ask ask) {
    return ask.one(SPANS, Map.of(), row -> row.integer("n"));
  }

  /** A worker's row is measured by its own slots alone: the rest of the cluster is beside it. */
  private static List<Intensity.Row> byWorker(Activity activity) {
    return activity.rowsOfTheirOwn(
        "coalesce(worker, '" + NO_WORKER + "')", "component <> 'waiting'");
  }

  @Override
  public Report report(TimelineResult result, Options options, Ask ask) {
    List<Block> blocks = new ArrayList<>();
    double start = (result.startNs() - ask.runStartNanos()) / 1e9;
    List<Block.Lane> lanes = new ArrayList<>();
    for (Intensity.Row row : result.rows()) {
      lanes.add(new Block.Lane(row.name(), row.values(), new Cell.Seconds(row.totalS())));
    }
    if (result.takenAs() != null) {
      blocks.add(
          Block.note(
              "No task prefix is '"
                  + ask.scope().prefix()
                  + "'; taken as --name, the beginning of span names."));
    }
    blocks.add(
        new Block.Lanes(
            null, start, start + result.bins() * result.binS(), lanes, result.rowsInAll()));
    if (lanes.isEmpty()) {
      blocks.add(
          Block.note(
              "Nothing was busy here; "
                  + (options.by().equals("prefix")
                      ? "task prefixes come from attempts, see: prefixes."
                      : "see which keys there are with: fields.")));
    }
    return new Report("Timeline by " + options.by(), blocks, next(result, options));
  }

  private static List<Next> next(TimelineResult result, Options options) {
    List<Next> next = new ArrayList<>();
    if (!result.rows().isEmpty()) {
      String first = result.rows().getFirst().name();
      switch (options.by()) {
        case "component" -> next.add(Next.view("timeline").with("by", "name"));
        case "worker" -> {
          if (!first.equals(NO_WORKER)) {
            next.add(Next.view("worker", first));
          }
        }
        case "name" -> next.add(Next.view("spans").with("name", first).with("limit", "5"));
        default -> next.add(Next.view("prefixes"));
      }
    }
    if (!options.by().equals("worker")) {
      next.add(Next.view("timeline").with("by", "worker"));
    }
    next.add(Next.view("stragglers"));
    return next;
  }
}
