package dev.sonde.engine.view.held;

import dev.sonde.engine.activity.Evidence;
import dev.sonde.engine.activity.Failures;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import java.util.ArrayList;
import java.util.List;

/** Tasks that have not started, for people. */
final class HeldReport {

  private HeldReport() {}

  static Report of(HeldResult result, boolean blocked, Ask ask) {
    String title = blocked ? "Blocked tasks" : "Queued tasks";
    if (result.rows().isEmpty()) {
      return new Report(
          title,
          List.of(Block.note(nothing(result, blocked, ask))),
          List.of(Next.view("overview"), Next.view(blocked ? "queued" : "blocked")));
    }
    List<Block> blocks = new ArrayList<>();
    List<Next> next = new ArrayList<>();
    if (blocked) {
      Failures failures = Failures.of(ask);
      if (failures.stopped() > 0) {
        blocks.add(new Block.Note(Block.Tone.STRONG, doomed(failures)));
        next.add(Next.view("erred"));
      }
    }
    blocks.add(blocked ? waiting(result, ask) : ready(result, ask));
    HeldResult.Row first = result.rows().getFirst();
    next.add(Next.view("task", first.key()));
    if (blocked) {
      next.add(Next.view("deps", first.key()));
    } else {
      next.add(Next.view("workers"));
    }
    next.add(Next.view(blocked ? "queued" : "blocked"));
    return new Report(title, blocks, next);
  }

  private static String doomed(Failures failures) {
    long erred = failures.list().size();
    return failures.stopped()
        + (failures.stopped() == 1 ? " task waits" : " tasks wait")
        + ", directly or not, for "
        + erred
        + " that erred.";
  }

  private static String nothing(HeldResult result, boolean blocked, Ask ask) {
    Evidence evidence = Evidence.of(ask);
    if (result.held() > 0) {
      return "There are " + result.held() + ", all before --offset.";
    } else if (evidence.tasks() == 0) {
      return "No tasks here: they come from spans and events with task.key.";
    } else if (evidence.told() == 0 && (evidence.dependent() == 0 || !blocked)) {
      return "The source has no task.transition events"
          + (evidence.dependent() == 0 ? " and no task.dependencies" : "")
          + ": of tasks that never started it knows nothing.";
    }
    return blocked ? "No task waits for another." : "No task waits for a place to run.";
  }

  private static Block waiting(HeldResult result, Ask ask) {
    List<List<Cell>> rows = new ArrayList<>();
    for (HeldResult.Row row : result.rows()) {
      rows.add(
          List.of(
              new Cell.Id(row.key()),
              Cell.count(row.missing()),
              since(row, ask),
              row.waitingFor().isEmpty()
                  ? new Cell.Unknown()
                  : new Cell.Id(row.waitingFor().getFirst())));
    }
    return new Block.Table(
        null,
        List.of(
            Column.of("task"),
            Column.of("missing"),
            Column.of("since"),
            Column.of("first of them")),
        rows,
        result.held(),
        "--limit 1000");
  }

  private static Block ready(HeldResult result, Ask ask) {
    List<List<Cell>> rows = new ArrayList<>();
    for (HeldResult.Row row : result.rows()) {
      rows.add(List.of(new Cell.Id(row.key()), Cell.text(row.prefix()), since(row, ask)));
    }
    return new Block.Table(
        null,
        List.of(Column.of("task"), Column.of("prefix"), Column.of("since")),
        rows,
        result.held(),
        "--limit 1000");
  }

  private static Cell since(HeldResult.Row row, Ask ask) {
    return row.sinceNs() == null
        ? new Cell.Unknown()
        : new Cell.Offset(row.sinceNs(), ask.runStartNanos());
  }
}
