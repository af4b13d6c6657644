package dev.sonde.engine.view.stats;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Figures per span name and service. */
public final class StatsView implements View<Parameters.None, StatsView.StatsResult> {

  /**
   * Most time first.
   *
   * @param estimated true where spans stand for others that were sampled out; else not there
   */
  public record StatsResult(List<Stat> rows, Optional<Boolean> estimated) {}

  private record Counted(Stat stat, boolean estimated) {}

  /**
   * One span name of one service.
   *
   * @param count open ones included
   * @param totalS null where none has ended, as are the figures below
   * @param selfS without the time that children cover; null where no span of the source has a parent
   */
  public record Stat(
      String name,
      @Nullable String service,
      long count,
      long errors,
      @Nullable Double totalS,
      @Nullable Double selfS,
      @Nullable Double meanS,
      @Nullable Double p50S,
      @Nullable Double p95S,
      @Nullable Double p99S,
      @Nullable Double maxS) {}

  private static final String ESTIMATED =
      "Traces were sampled: counts, errors, totals and means are estimates for all that there were;"
          + " percentiles and the longest are of the spans that were kept.";

  private static final Sql STATS = Sql.of(StatsView.class, "stats");
  private static final Sql FLAT = Sql.of(StatsView.class, "flat");
  private static final Sql PARENTS = Sql.of(StatsView.class, "parents");

  @Override
  public About about() {
    return new About(
        "stats",
        About.Group.BREADTH,
        "how often each span name occurs, how long it takes, how often it fails",
        """
        One row for each span name and service, most time first. Total is the sum of durations, \
        self the part of it that no child span covers (children side by side count once). Mean and \
        percentiles are of whole durations of the spans that begin in the window. Open spans are \
        counted but have no duration. Where no span has a parent, as in captures of Frisky, self is \
        unknown. Works on any spans, also without tasks and workers.\
        """,
        false);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<StatsResult> answer(Parameters.None none, Ask ask) {
    long parents = ask.one(PARENTS, Map.of(), row -> row.integer("parents"));
    List<Counted> counted =
        ask.rows(
            parents == 0 ? FLAT : STATS, row -> new Counted(stat(row), row.truth("estimated")));
    boolean estimated = counted.stream().anyMatch(Counted::estimated);
    List<Stat> all = counted.stream().map(Counted::stat).toList();
    List<Stat> shown = Page.of(all, ask.scope());
    return Answered.list(
        new StatsResult(shown, estimated ? Optional.of(true) : Optional.empty()),
        shown.size(),
        all.size());
  }

  private static Stat stat(Row row) {
    return new Stat(
        row.text("name"),
        row.textOrNull("service"),
        row.integer("n"),
        row.integer("errors"),
        row.secondsOrNull("total_ns"),
        row.secondsOrNull("self_ns"),
        row.secondsOrNull("mean_ns"),
        row.secondsOrNull("p50_ns"),
        row.secondsOrNull("p95_ns"),
        row.secondsOrNull("p99_ns"),
        row.secondsOrNull("max_ns"));
  }

  @Override
  public Report report(StatsResult result, Parameters.None none, Ask ask) {
    String title = "Spans by name and service";
    if (result.rows().isEmpty()) {
      return new Report(
          title,
          List.of(Block.note("There are no spans here, only what events and metrics tell.")),
          List.of(Next.view("events"), Next.view("metrics")));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (Stat stat : result.rows()) {
      rows.add(
          List.of(
              new Cell.Id(stat.name()),
              Cell.text(stat.service()),
              new Cell.Count(stat.count()),
              new Cell.Count(stat.errors()),
              Cell.seconds(stat.totalS()),
              Cell.seconds(stat.selfS()),
              Cell.seconds(stat.meanS()),
              Cell.seconds(stat.p50S()),
              Cell.seconds(stat.p95S()),
              Cell.seconds(stat.p99S()),
              Cell.seconds(stat.maxS())));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(table(rows));
    if (result.estimated().isPresent()) {
      blocks.add(Block.note(ESTIMATED));
    }
    return new Report(title, blocks, next(result.rows()));
  }

  private static Block table(List<List<Cell>> rows) {
    return new Block.Table(
        null,
        List.of(
            Column.of("span"),
            Column.extra("service"),
            Column.of("count"),
            Column.of("errors"),
            Column.of("total"),
            Column.of("self"),
            Column.extra("mean"),
            Column.of("p50"),
            Column.of("p95"),
            Column.extra("p99"),
            Column.of("max")),
        rows,
        null,
        "--limit");
  }

  private static List<Next> next(List<Stat> rows) {
    List<Next> next = new ArrayList<>();
    rows.stream()
        .filter(stat -> stat.errors() > 0)
        .findFirst()
        .ifPresent(stat ->
            next.add(
                Next.view("spans")
                    .with("name", stat.name())
                    .with("where", "status=error")
                    .with("limit", "5")));
    next.add(Next.view("spans").with("name", rows.getFirst().name()).with("limit", "5"));
    next.add(Next.view("traces"));
    next.add(Next.view("timeline").with("by", "name"));
    return next;
  }
}
