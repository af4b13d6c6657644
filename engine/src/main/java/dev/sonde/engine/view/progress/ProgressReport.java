package dev.sonde.engine.view.progress;

import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import java.util.ArrayList;
import java.util.List;

/** Progress for people. */
final class ProgressReport {

  private static final String TITLE = "Progress";

  private ProgressReport() {}

  static Report of(ProgressView.ProgressResult result) {
    if (result.prefixes().isEmpty()) {
      return new Report(
          TITLE,
          List.of(
              Block.note(
                  "No tasks here: progress needs spans or events with a task.key, and states of"
                      + " tasks that have not run need task.transition events.")),
          List.of(Next.view("overview"), Next.view("stats")));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Facts(
            List.of(
                new Block.Fact("tasks", new Cell.Count(result.tasks())),
                new Block.Fact("done", new Cell.Count(result.done())),
                new Block.Fact("erred", new Cell.Count(result.erred())),
                new Block.Fact(
                    "finished",
                    new Cell.Share((double) result.done() / Math.max(1, result.tasks()))))));
    blocks.add(prefixes(result));
    if (!result.workers().isEmpty()) {
      blocks.add(workers(result));
    }
    return new Report(TITLE, blocks, next(result));
  }

  private static Block prefixes(ProgressView.ProgressResult result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (ProgressView.Prefix prefix : result.prefixes()) {
      rows.add(
          List.of(
              Cell.id(prefix.prefix()),
              new Cell.Count(prefix.tasks()),
              new Cell.Count(prefix.done()),
              new Cell.Count(prefix.erred()),
              new Cell.Share((double) prefix.done() / Math.max(1, prefix.tasks())),
              prefix.ratePerS() == null
                  ? new Cell.Unknown()
                  : new Cell.Figure(prefix.ratePerS(), " /s"),
              prefix.etaS() == null ? new Cell.Blank() : new Cell.Seconds(prefix.etaS())));
    }
    return new Block.Table(
        null,
        List.of(
            Column.of("prefix"),
            Column.of("tasks"),
            Column.of("done"),
            Column.of("erred"),
            Column.of("finished"),
            Column.of("rate"),
            Column.of("rest takes")),
        rows,
        null,
        "--limit");
  }

  private static Block workers(ProgressView.ProgressResult result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (ProgressView.Worker worker : result.workers()) {
      rows.add(
          List.of(
              new Cell.Id(worker.worker()),
              new Cell.Count(worker.processing()),
              Cell.share(worker.utilization())));
    }
    return new Block.Table(
        "Workers",
        List.of(Column.of("worker"), Column.of("processing"), Column.of("used")),
        rows,
        result.workersTotal(),
        "--limit");
  }

  private static List<Next> next(ProgressView.ProgressResult result) {
    List<Next> next = new ArrayList<>();
    if (result.erred() > 0) {
      next.add(Next.view("erred"));
    }
    if (result.prefixes().stream().anyMatch(prefix -> prefix.left() > 0)) {
      next.add(Next.view("blocked"));
    }
    next.add(Next.view("prefixes"));
    next.add(Next.view("cluster"));
    next.add(Next.view("workers"));
    return next;
  }
}
