package dev.sonde.engine.view.runs;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Ordered;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.runs.RunsResult.RunRow;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which runs there are, and how they went. */
public final class RunsView implements View<RunsView.Options, RunsResult> {

  /**
   * @param status of the runs that are wanted, null for any
   * @param named a part of their names or ids, null for any
   */
  public record Options(@Nullable String status, @Nullable String named) {}

  private static final Sql ROWS = Sql.of(RunsView.class, "rows");

  private static final Ordered ORDER =
      new Ordered("start_ns DESC NULLS LAST", "run_id")
          .by("started_ns", "start_ns")
          .by("start", "start_ns")
          .by("wall_clock_s", "wall_ns")
          .by("duration", "wall_ns")
          .by("tasks", "tasks")
          .by("failed", "failed")
          .by("retried", "retried")
          .by("efficiency", "efficiency")
          .by("name", "name")
          .by("run", "run_id");

  private record Counted(RunRow row, long runs) {}

  @Override
  public About about() {
    return new About(
        "runs",
        About.Group.RUNS,
        "which runs there are, how long they took, what failed in them",
        """
        One line a run, the newest first; --sort failed:desc or wall_clock_s:desc ranks them. Tasks that \
        failed are those whose last attempt did; retried are those with several. Efficiency is the time \
        of attempts over the time that slots were held. Cache hits are of those look-ups that the run \
        made. Filters of records do not apply; --status and --named choose runs.\
        """,
        false);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(null, null))
        .option(
            "status",
            "S",
            "only runs of this status, e.g. ok, error, running",
            (options, value) -> new Options(value, options.named()))
        .option(
            "named",
            "TEXT",
            "only runs with this in their name or id",
            (options, value) -> new Options(options.status(), value));
  }

  @Override
  public Answered<RunsResult> answer(Options options, Ask ask) {
    List<String> conditions = new ArrayList<>(List.of("true"));
    Map<String, Object> binds = new HashMap<>();
    String run = ask.run();
    if (run != null) {
      conditions.add("run_id = :run");
      binds.put("run", run);
    }
    if (options.status() != null) {
      conditions.add("status = :status");
      binds.put("status", options.status());
    }
    if (options.named() != null) {
      conditions.add("(contains(run_id, :named) OR contains(coalesce(name, ''), :named))");
      binds.put("named", options.named());
    }
    List<Counted> rows =
        ask.rows(
            ROWS.with("condition", String.join(" AND ", conditions))
                .with("hit", ask.attribute(Keys.CACHE_HIT))
                .with("order", ORDER.sql(ask.scope(), Scope.DEFAULT_LIMIT)),
            binds,
            RunsView::row);
    return Answered.list(
        new RunsResult(rows.stream().map(Counted::row).toList()),
        rows.size(),
        rows.isEmpty() ? 0 : rows.getFirst().runs());
  }

  private static Counted row(Row row) {
    Long wall = row.integerOrNull("wall_ns");
    return new Counted(
        new RunRow(
            row.text("run_id"),
            row.textOrNull("name"),
            row.textOrNull("status"),
            row.integerOrNull("start_ns"),
            wall == null ? null : (Double) (wall / 1e9),
            row.integer("tasks"),
            row.integer("failed"),
            row.integer("retried"),
            row.integer("cancelled"),
            row.integer("unfinished"),
            row.integer("workers"),
            row.realOrNull("efficiency"),
            row.integer("hits"),
            row.integer("lookups")),
        row.integer("runs"));
  }

  @Override
  public Report report(RunsResult result, Options options, Ask ask) {
    if (result.rows().isEmpty()) {
      return new Report(
          "Runs",
          List.of(Block.note("No run is like that.")),
          List.of(Next.view("runs"), Next.view("overview")));
    }
    boolean cached = result.rows().stream().anyMatch(row -> row.cacheLookups() > 0);
    boolean held = result.rows().stream().anyMatch(row -> row.efficiency() != null);
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.of("run"),
                Column.extra("name"),
                Column.of("status"),
                Column.of("started"),
                Column.of("took"),
                Column.of("tasks"),
                Column.of("failed"),
                Column.of("retried"),
                Column.of("unfinished"),
                Column.extra("workers")));
    if (held) {
      columns.add(Column.of("efficiency"));
    }
    if (cached) {
      columns.add(Column.of("cache hits"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    result.rows().forEach(row -> rows.add(cells(row, held, cached)));
    return new Report(
        "Runs",
        List.of(new Block.Table(null, columns, rows, null, "--limit")),
        next(result.rows()));
  }

  private static List<Cell> cells(RunRow row, boolean held, boolean cached) {
    List<Cell> cells =
        new ArrayList<>(
            List.of(
                new Cell.Id(row.run()),
                Cell.text(row.name()),
                Cell.text(row.status()),
                row.startedNs() == null ? new Cell.Unknown() : new Cell.Date(row.startedNs()),
                Cell.seconds(row.wallClockS()),
                new Cell.Count(row.tasks()),
                new Cell.Count(row.failed()),
                new Cell.Count(row.retried()),
                new Cell.Count(row.unfinished()),
                new Cell.Count(row.workers())));
    if (held) {
      cells.add(Cell.share(row.efficiency()));
    }
    if (cached) {
      cells.add(
          row.cacheLookups() == 0
              ? new Cell.Unknown()
              : new Cell.Share((double) row.cacheHits() / row.cacheLookups()));
    }
    return cells;
  }

  private static List<Next> next(List<RunRow> rows) {
    List<Next> next = new ArrayList<>();
    RunRow newest = rows.getFirst();
    next.add(Next.view("overview").with("run", newest.run()));
    rows.stream()
        .filter(row -> row.failed() > 0)
        .findFirst()
        .ifPresent(row -> next.add(Next.view("erred").with("run", row.run())));
    if (rows.size() > 1) {
      next.add(Next.view("compare").with("before", rows.get(1).run()).with("after", newest.run()));
    }
    next.add(Next.view("diagnose").with("run", newest.run()));
    return next;
  }
}
