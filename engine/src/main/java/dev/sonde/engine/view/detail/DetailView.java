package dev.sonde.engine.view.detail;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every kind of task on every worker. */
public final class DetailView implements View<Parameters.None, DetailView.DetailResult> {

  /** Most time first. */
  public record DetailResult(List<Part> rows) {}

  /**
   * One kind of task on one worker.
   *
   * @param totalS null where no attempt's duration is known
   * @param meanS over attempts that began in the window and have ended
   * @param erred attempts that failed there
   * @param factor its mean over that of the same kind on the other workers; null where it ran on none
   */
  public record Part(
      String worker,
      @Nullable String prefix,
      long attempts,
      @Nullable Double totalS,
      @Nullable Double meanS,
      @Nullable Double p90S,
      long erred,
      @Nullable Double factor) {}

  private static final Sql DETAIL = Sql.of(DetailView.class, "detail");

  /** From when on, and from how many attempts on, a worker is said to be slower. */
  private static final double SLOWER = 1.5;

  private static final long ENOUGH = 3;

  @Override
  public About about() {
    return new About(
        "detail",
        About.Group.BREADTH,
        "every kind of task on every worker",
        """
        One row for each kind of task on each worker that ran it, most time first. The last column \
        compares its mean with that of the same kind on all other workers: a slow machine is slow in \
        all of its rows, a slow kind of task on all machines. --worker and --prefix narrow, \
        --sort factor:desc shows the slowest first.\
        """,
        true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<DetailResult> answer(Parameters.None none, Ask ask) {
    List<Part> all =
        ask.rows(
            DETAIL,
            row ->
                new Part(
                    row.text("worker"),
                    row.textOrNull("prefix"),
                    row.integer("attempts"),
                    row.secondsOrNull("total_ns"),
                    row.secondsOrNull("mean_ns"),
                    row.secondsOrNull("p90_ns"),
                    row.integer("erred"),
                    row.realOrNull("factor")));
    List<Part> shown = Page.of(all, ask.scope());
    return Answered.list(new DetailResult(shown), shown.size(), all.size());
  }

  @Override
  public Report report(DetailResult result, Parameters.None none, Ask ask) {
    String title = "Kinds of tasks on each worker";
    if (result.rows().isEmpty()) {
      return new Report(
          title,
          List.of(Block.note("No attempt of a task on any worker here.")),
          List.of(Next.view("workers"), Next.view("prefixes"), Next.view("stats")));
    }
    Optional<Part> slowest =
        result.rows().stream()
            .filter(part ->
                part.factor() != null && part.factor() >= SLOWER && part.attempts() >= ENOUGH)
            .max(Comparator.comparingDouble(part -> part.factor() == null ? 0 : part.factor()));
    List<Block> blocks = new ArrayList<>();
    slowest.ifPresent(part ->
        blocks.add(
            new Block.Note(
                Block.Tone.STRONG,
                "%s runs %s %.1f times slower than the rest."
                    .formatted(part.worker(), part.prefix(), part.factor()))));
    blocks.add(table(result.rows()));
    return new Report(title, blocks, next(slowest.orElse(result.rows().getFirst())));
  }

  private static Block table(List<Part> parts) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Part part : parts) {
      rows.add(
          List.of(
              new Cell.Id(part.worker()),
              Cell.id(part.prefix()),
              new Cell.Count(part.attempts()),
              new Cell.Count(part.erred()),
              Cell.seconds(part.totalS()),
              Cell.seconds(part.meanS()),
              Cell.seconds(part.p90S()),
              part.factor() == null ? new Cell.Blank() : new Cell.Figure(part.factor(), " ×")));
    }
    return new Block.Table(
        null,
        List.of(
            Column.of("worker"),
            Column.of("prefix"),
            Column.of("attempts"),
            Column.of("erred"),
            Column.of("total"),
            Column.of("mean"),
            Column.of("p90"),
            Column.of("to others")),
        rows,
        null,
        "--limit");
  }

  private static List<Next> next(Part part) {
    List<Next> next = new ArrayList<>();
    next.add(Next.view("worker", part.worker()));
    if (part.prefix() != null) {
      next.add(
          Next.view("tasks")
              .with("worker", part.worker())
              .with("prefix", part.prefix())
              .with("sort", "duration_s:desc")
              .with("limit", "5"));
    }
    next.add(Next.view("stragglers"));
    next.add(Next.view("timeline").with("by", "worker"));
    return next;
  }
}
