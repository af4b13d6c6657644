package dev.sonde.engine.view.prefixes;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.prefixes.PrefixesResult.Prefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of tasks for people. */
final class PrefixesReport {

  private static final String TITLE = "Kinds of tasks, by the time of their attempts";

  /** How far the longest attempt must be beyond the median to be pointed at. */
  private static final double LONG = 3;

  private PrefixesReport() {}

  static Report of(PrefixesResult result, Ask ask) {
    if (result.rows().isEmpty()) {
      return new Report(
          TITLE,
          List.of(
              Block.note(
                  "No tasks here: nothing carries a task.key, and no span name tells of tasks. What"
                      + " the spans cost by name is under: stats.")),
          List.of(Next.view("stats"), Next.view("fields"), Next.view("overview")));
    }
    List<Block> blocks = new ArrayList<>();
    Prefix first = result.rows().getFirst();
    if (ask.scope().sort() == null && first.share() != null && first.prefix() != null) {
      blocks.add(new Block.Note(Block.Tone.STRONG, headline(first)));
    }
    blocks.add(table(result));
    if (result.rows().stream().anyMatch(row -> row.attempts() > 0 && row.totalS() == null)) {
      blocks.add(Block.doubtful("– : these attempts left no span of their own time."));
    }
    return new Report(TITLE, blocks, next(result));
  }

  private static String headline(Prefix first) {
    return "%s takes %.0f %% of the attempts' time."
        .formatted(first.prefix(), 100 * (first.share() == null ? 0 : first.share()));
  }

  private static Block table(PrefixesResult result) {
    boolean moved = result.rows().stream().anyMatch(row -> positive(row.transferBytes()));
    boolean spilled = result.rows().stream().anyMatch(row -> positive(row.spillBytes()));
    boolean unfinished = result.rows().stream().anyMatch(row -> unfinished(row) > 0);
    List<Column> columns = new ArrayList<>();
    for (String heading : List.of("prefix", "tasks", "attempts", "erred")) {
      columns.add(Column.of(heading));
    }
    if (unfinished) {
      columns.add(Column.of("unfinished"));
    }
    for (String heading : List.of("total", "share", "mean", "p50", "p90", "p99", "max")) {
      columns.add(
          heading.equals("mean") || heading.equals("p99")
              ? Column.extra(heading)
              : Column.of(heading));
    }
    if (moved) {
      columns.add(Column.extra("moved"));
    }
    if (spilled) {
      columns.add(Column.extra("spilled"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (Prefix prefix : result.rows()) {
      rows.add(cells(prefix, unfinished, moved, spilled));
    }
    return new Block.Table(null, columns, rows, null, "--limit");
  }

  private static List<Cell> cells(
      Prefix prefix, boolean unfinished, boolean moved, boolean spilled) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.id(prefix.prefix()));
    cells.add(new Cell.Count(prefix.tasks()));
    cells.add(new Cell.Count(prefix.attempts()));
    cells.add(new Cell.Count(prefix.erred()));
    if (unfinished) {
      cells.add(new Cell.Count(unfinished(prefix)));
    }
    cells.add(Cell.seconds(prefix.totalS()));
    cells.add(Cell.share(prefix.share()));
    cells.add(timed(prefix, prefix.meanS()));
    cells.add(timed(prefix, prefix.p50S()));
    cells.add(timed(prefix, prefix.p90S()));
    cells.add(timed(prefix, prefix.p99S()));
    cells.add(timed(prefix, prefix.maxS()));
    if (moved) {
      cells.add(Cell.bytes(prefix.transferBytes()));
    }
    if (spilled) {
      cells.add(Cell.bytes(prefix.spillBytes()));
    }
    return cells;
  }

  /** What never ran has no durations; that is nothing unknown. */
  private static Cell timed(Prefix prefix, @Nullable Double seconds) {
    return prefix.attempts() == 0 ? new Cell.Blank() : Cell.seconds(seconds);
  }

  private static long unfinished(Prefix prefix) {
    long finished = 0;
    for (String state : List.of("memory", "erred", "released", "cancelled")) {
      finished += prefix.states().getOrDefault(state, 0L);
    }
    return prefix.tasks() - finished;
  }

  private static boolean positive(@Nullable Long value) {
    return value != null && value > 0;
  }

  /** What the figures suggest, the most telling first. */
  private static List<Next> next(PrefixesResult result) {
    List<Next> next = new ArrayList<>();
    if (result.rows().stream().anyMatch(row -> row.erred() > 0)) {
      next.add(Next.view("erred"));
    }
    if (result.rows().stream().anyMatch(row -> unfinished(row) > 0)) {
      next.add(Next.view("blocked"));
    }
    for (Prefix prefix : result.rows()) {
      if (prefix.prefix() != null
          && prefix.p50S() != null
          && prefix.maxS() != null
          && prefix.maxS() > LONG * prefix.p50S()) {
        next.add(
            Next.view("tasks")
                .with("prefix", prefix.prefix())
                .with("sort", "duration_s:desc")
                .with("limit", "5"));
        break;
      }
    }
    String first = result.rows().getFirst().prefix();
    next.add(first == null ? Next.view("detail") : Next.view("detail").with("prefix", first));
    if (result.rows().stream().anyMatch(row -> positive(row.transferBytes()))) {
      next.add(Next.view("transfers"));
    }
    next.add(Next.view("timeline").with("by", "prefix"));
    return next;
  }
}
