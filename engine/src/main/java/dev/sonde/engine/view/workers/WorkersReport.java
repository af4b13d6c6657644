package dev.sonde.engine.view.workers;

import dev.sonde.engine.activity.Interval;
import dev.sonde.engine.activity.WorkerRow;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The workers for people. */
final class WorkersReport {

  private static final String TITLE = "Workers, by the time of their attempts";

  /** From here on a worker's memory is remarked upon: schedulers pause workers at about this. */
  private static final double MUCH_MEMORY = 0.8;

  /** A column that is left out where no row has anything for it. */
  private record Figure(
      Column column, Predicate<WorkerRow> present, Function<WorkerRow, Cell> cell) {}

  private static final List<Figure> FIGURES =
      List.of(
          always("worker", row -> new Cell.Id(row.worker())),
          some("status", row -> row.status() != null, row -> Cell.text(row.status())),
          always("slots", row -> new Cell.Count(row.slots())),
          always("attempts", row -> new Cell.Count(row.attempts())),
          always("busy", row -> new Cell.Seconds(row.busyS())),
          always("there", row -> new Cell.Seconds(row.windowS())),
          always("used", row -> Cell.share(row.utilization())),
          some("running", row -> positive(row.processing()), row -> Cell.count(row.processing())),
          some("ready", row -> positive(row.ready()), row -> Cell.count(row.ready())),
          some("CPU", row -> row.cpu() != null, row -> Cell.share(row.cpu())),
          some("memory", row -> row.memoryBytes() != null, row -> Cell.bytes(row.memoryBytes())),
          some(
              "peak",
              row -> row.memoryPeakBytes() != null,
              row -> Cell.bytes(row.memoryPeakBytes())),
          some(
              "limit",
              row -> row.memoryLimitBytes() != null,
              row -> Cell.bytes(row.memoryLimitBytes())),
          some("received", row -> row.transferS() != null, row -> Cell.seconds(row.transferS())),
          some("disk", row -> row.spillS() != null, row -> Cell.seconds(row.spillS())),
          some("most in", row -> !row.top().isEmpty(), row -> Cell.text(most(row))));

  private WorkersReport() {}

  static Report of(List<WorkerRow> rows, Ask ask) {
    if (rows.isEmpty()) {
      return new Report(
          TITLE,
          List.of(
              Block.note(
                  "No workers here: no record carries a worker.id. Who else took part is under:"
                      + " services.")),
          List.of(Next.view("stats"), Next.view("overview")));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Note(Block.Tone.STRONG, headline(rows)));
    blocks.add(table(rows));
    crowded(rows, blocks);
    left(rows, ask, blocks);
    return new Report(TITLE, blocks, next(rows));
  }

  private static String headline(List<WorkerRow> rows) {
    double busy = rows.stream().mapToDouble(WorkerRow::busyS).sum();
    double held = rows.stream().mapToDouble(row -> row.slots() * row.windowS()).sum();
    long slots = rows.stream().mapToLong(WorkerRow::slots).sum();
    return held > 0
        ? "%d slots of the %d workers shown were used to %.0f %%."
            .formatted(slots, rows.size(), Math.min(100, 100 * busy / held))
        : "%d workers with %d slots.".formatted(rows.size(), slots);
  }

  private static Block table(List<WorkerRow> rows) {
    List<Figure> figures =
        FIGURES.stream().filter(figure -> rows.stream().anyMatch(figure.present())).toList();
    return new Block.Table(
        null,
        figures.stream().map(Figure::column).toList(),
        rows.stream()
            .map(row -> figures.stream().map(figure -> figure.cell().apply(row)).toList())
            .toList(),
        null,
        "--limit");
  }

  private static void crowded(List<WorkerRow> rows, List<Block> blocks) {
    long crowded =
        rows.stream()
            .filter(row -> row.memoryShare() != null && row.memoryShare() >= MUCH_MEMORY)
            .count();
    if (crowded > 0) {
      blocks.add(
          Block.doubtful(
              crowded
                  + " of these workers came to 80 % of their memory limit or more; there, work is"
                  + " held back or spilled."));
    }
  }

  /** A worker that vanishes and comes back shows in no total, so it is said. */
  private static void left(List<WorkerRow> rows, Ask ask, List<Block> blocks) {
    Map<String, Long> reasons = new LinkedHashMap<>();
    for (WorkerRow row : rows) {
      for (Interval interval : row.intervals()) {
        if (interval.removedNs() != null && interval.removedNs() < ask.window().endNanos()) {
          String reason = interval.reason() == null ? "no reason given" : interval.reason();
          reasons.merge(reason, 1L, Long::sum);
        }
      }
    }
    if (!reasons.isEmpty()) {
      List<String> parts = new ArrayList<>();
      reasons.forEach((reason, times) -> parts.add(times + " × " + reason));
      blocks.add(Block.doubtful("Left before the end: " + String.join(", ", parts) + "."));
    }
  }

  private static List<Next> next(List<WorkerRow> rows) {
    List<Next> next = new ArrayList<>();
    for (WorkerRow row : rows) {
      if ("gone".equals(row.status())) {
        next.add(Next.view("events").with("name", "worker."));
        break;
      }
    }
    next.add(Next.view("worker", rows.getFirst().worker()));
    next.add(Next.view("stragglers"));
    next.add(Next.view("detail"));
    next.add(Next.view("timeline").with("by", "worker"));
    return next;
  }

  private static String most(WorkerRow row) {
    return row.top().isEmpty() ? "" : row.top().getFirst().name();
  }

  private static Figure always(String heading, Function<WorkerRow, Cell> cell) {
    return new Figure(Column.of(heading), row -> true, cell);
  }

  private static Figure some(
      String heading, Predicate<WorkerRow> present, Function<WorkerRow, Cell> cell) {
    return new Figure(Column.extra(heading), present, cell);
  }

  private static boolean positive(@Nullable Long count) {
    return count != null && count > 0;
  }
}
