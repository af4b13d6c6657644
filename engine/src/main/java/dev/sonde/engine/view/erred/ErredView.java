package dev.sonde.engine.view.erred;

import static dev.sonde.engine.report.Block.Column.extra;

import dev.sonde.engine.activity.Evidence;
import dev.sonde.engine.activity.Exceptions;
import dev.sonde.engine.activity.Failures;
import dev.sonde.engine.activity.TaskKeys;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tasks that erred: the causes first, with what each holds up. */
public final class ErredView implements View<Parameters.None, ErredResult> {

  private static final Sql ROWS = Sql.of(ErredView.class, "rows");
  private static final Sql OUTCOMES = Sql.of(ErredView.class, "outcomes");

  private static final Comparator<ErredResult.Row> WORST =
      Comparator.comparing((ErredResult.Row row) -> row.root() != null)
          .thenComparing(ErredResult.Row::blocking, Comparator.reverseOrder())
          .thenComparing(ErredResult.Row::key);

  private record Id(String run, String key) {}

  @Override
  public About about() {
    return new About(
        "erred",
        About.Group.RANKED,
        "tasks that failed, causes first, and what each keeps from running",
        """
        A root failed by itself; any other erred task fell with the root named beside it, the \
        topmost erred task that its dependencies lead to. Blocking counts the tasks downstream, \
        however far, that erred with it or have not started. A task that failed and was repeated \
        with success has not erred. Without task.dependencies every erred task is a root.\
        """,
        true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<ErredResult> answer(Parameters.None none, Ask ask) {
    Failures failures = Failures.of(ask);
    Map<Id, Failures.Failed> byId = new HashMap<>();
    failures.list().forEach(failed -> byId.put(new Id(failed.run(), failed.key()), failed));
    List<ErredResult.Row> rows = new ArrayList<>();
    if (!byId.isEmpty()) {
      rows.addAll(
          ask.rows(
              ROWS,
              row -> {
                String key = row.text("task_key");
                Failures.Failed failed = byId.get(new Id(row.text("run_id"), key));
                return new ErredResult.Row(
                    key,
                    row.textOrNull("task_prefix"),
                    row.textOrNull("worker"),
                    row.textOrNull("error"),
                    Exceptions.stack(row.textOrNull("moments")),
                    failed == null ? null : failed.root(),
                    failed == null ? 0 : failed.blocking(),
                    row.textOrNull("trace_id"),
                    row.textOrNull("span_id"));
              }));
    }
    rows.sort(WORST);
    List<ErredResult.Row> page = Page.of(rows, ask.scope());
    return Answered.list(
        new ErredResult(rows.size(), failures.roots(), failures.stopped(), page),
        page.size(),
        rows.size());
  }

  @Override
  public Report report(ErredResult result, Parameters.None none, Ask ask) {
    Evidence evidence = Evidence.of(ask);
    if (result.rows().isEmpty()) {
      return new Report(
          "Erred tasks",
          List.of(Block.note(nothing(result, evidence, ask))),
          List.of(Next.view("overview"), Next.view("tasks")));
    }
    List<Block> blocks = new ArrayList<>();
    ErredResult.Row worst = result.rows().getFirst();
    blocks.add(new Block.Note(Block.Tone.STRONG, summary(result)));
    blocks.add(table(result));
    if (worst.trace() != null) {
      blocks.add(Block.note("Stack trace of the first: " + worst.trace()));
    }
    if (evidence.dependent() == 0) {
      blocks.add(
          Block.doubtful(
              "No dependencies are known (task.dependencies), so what fell with what, and what is"
                  + " blocked, cannot be told."));
    }
    List<Next> next = new ArrayList<>();
    next.add(Next.view("task", worst.key()));
    if (result.stopped() > 0) {
      next.add(Next.view("blocked"));
      next.add(Next.view("dependents", worst.key()));
    }
    next.add(Next.view("tasks").with("state", "erred"));
    return new Report("Erred tasks", blocks, next);
  }

  private static String summary(ErredResult result) {
    return result.roots()
        + (result.roots() == 1 ? " task" : " tasks")
        + " failed by "
        + (result.roots() == 1 ? "itself" : "themselves")
        + "; "
        + (result.stopped() == 0 ? "none" : result.stopped())
        + " that have not started wait for "
        + (result.roots() == 1 ? "it." : "them.");
  }

  private static String nothing(ErredResult result, Evidence evidence, Ask ask) {
    if (evidence.tasks() == 0) {
      return "No tasks here: they come from spans and events with task.key.";
    } else if (result.roots() > 0) {
      return "No erred task fits these options; without them there are some.";
    }
    long told =
        ask.one(TaskKeys.inRun(OUTCOMES, ask), TaskKeys.inRun(ask), row -> row.integer("told"));
    return told == 0 && evidence.told() == 0
        ? "The source says of no task whether it failed: neither the status of spans nor"
            + " task.transition events."
        : "No task erred.";
  }

  private static Block table(ErredResult result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (ErredResult.Row row : result.rows()) {
      rows.add(
          List.of(
              new Cell.Id(row.key()),
              row.worker() == null ? new Cell.Blank() : new Cell.Id(row.worker()),
              new Cell.Count(row.blocking()),
              row.root() == null ? new Cell.Text("root") : new Cell.Id(row.root()),
              Cell.text(row.error())));
    }
    return new Block.Table(
        null,
        List.of(
            Column.of("task"),
            extra("worker"),
            Column.of("blocking"),
            Column.of("fell with"),
            Column.of("error")),
        rows,
        result.erred(),
        "--limit 1000");
  }
}
