package dev.sonde.engine.view.tasks;

import static dev.sonde.engine.report.Block.Column.extra;

import dev.sonde.engine.activity.Evidence;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import java.util.ArrayList;
import java.util.List;

/** The list of tasks for people. */
final class TasksReport {

  private TasksReport() {}

  static Report of(TasksResult result, Ask ask) {
    TasksView.Counts counts = TasksView.counts(ask);
    List<Block> blocks = new ArrayList<>();
    if (counts.tasks() == 0) {
      blocks.add(Block.note(nothing(ask)));
      return new Report("Tasks", blocks, List.of(Next.view("overview"), Next.view("stats")));
    }
    blocks.add(
        new Block.Facts(
            List.of(
                new Block.Fact("tasks", new Cell.Count(counts.tasks())),
                new Block.Fact("erred", new Cell.Count(counts.erred())))));
    blocks.add(table(result, counts.tasks(), ask));
    if (counts.derived() > 0) {
      blocks.add(
          Block.note(
              (counts.derived() == counts.tasks()
                      ? "States are"
                      : "States of " + counts.derived() + " tasks are")
                  + " derived from attempts, not announced by task.transition events."));
    }
    return new Report("Tasks", blocks, next(result, counts));
  }

  private static String nothing(Ask ask) {
    return Evidence.of(ask).tasks() == 0
        ? "No tasks here: they come from spans and events with task.key."
        : "No task fits these options.";
  }

  private static Block table(TasksResult result, long total, Ask ask) {
    List<List<Cell>> rows = new ArrayList<>();
    for (TasksResult.Task task : result.rows()) {
      rows.add(
          List.of(
              new Cell.Id(task.key()),
              new Cell.Text(task.state()),
              task.worker() == null ? new Cell.Blank() : new Cell.Id(task.worker()),
              new Cell.Count(task.attempts()),
              task.startNs() == null
                  ? new Cell.Blank()
                  : new Cell.Offset(task.startNs(), ask.runStartNanos()),
              task.attempts() == 0 ? new Cell.Blank() : Cell.seconds(task.durationS()),
              task.attempts() == 0 ? new Cell.Blank() : Cell.seconds(task.queueS()),
              Cell.text(task.error())));
    }
    return new Block.Table(
        null,
        List.of(
            Column.of("task"),
            Column.of("state"),
            extra("worker"),
            extra("attempts"),
            extra("start"),
            Column.of("duration"),
            Column.of("queue"),
            Column.of("error")),
        rows,
        total,
        "--limit 1000");
  }

  private static List<Next> next(TasksResult result, TasksView.Counts counts) {
    List<Next> next = new ArrayList<>();
    if (!result.rows().isEmpty()) {
      next.add(Next.view("task", result.rows().getFirst().key()));
    }
    if (counts.erred() > 0) {
      next.add(Next.view("erred"));
    }
    next.add(Next.view("tasks").with("sort", "queue_s:desc"));
    next.add(Next.view("prefixes"));
    return next;
  }
}
