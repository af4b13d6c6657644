package dev.sonde.engine.view.tasks;

import dev.sonde.engine.activity.Captured;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks, sorted and cut where they lie: there may be millions. */
public final class TasksView implements View<Parameters.None, TasksResult> {

  private static final Sql COUNTS = Sql.of(TasksView.class, "counts");
  private static final Sql ROWS = Sql.of(TasksView.class, "rows");

  private static final String USUAL =
      "CASE WHEN state = 'erred' THEN 0 ELSE 1 END, duration_s DESC NULLS LAST";

  /** A start before ready is two clocks that differ: no wait. Unknown stays unknown. */
  private static final String QUEUE =
      "CASE WHEN start_ns < ready_ns THEN 0 ELSE start_ns - ready_ns END";

  /** SQL for the columns that {@code --sort} may name. */
  private static final Map<String, String> SORTABLE = sortable();

  record Counts(long tasks, long erred, long derived) {}

  private static Map<String, String> sortable() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("key", "task_key");
    columns.put("prefix", "task_prefix");
    columns.put("state", "state");
    columns.put("worker", "worker");
    columns.put("attempts", "attempts");
    columns.put("start_ns", "start_ns");
    columns.put("duration_s", "duration_s");
    columns.put("queue_s", QUEUE);
    columns.put("error", "error");
    return columns;
  }

  @Override
  public About about() {
    return new About(
        "tasks",
        About.Group.RANKED,
        "every task: state, where it ran, how long it took and queued",
        """
        One row a task, as of its last attempt; those that erred first, then the longest. Queue is \
        the time from ready (all dependencies done) to the start. A window keeps tasks that \
        anything spoke of within it; --name and --where keep those whose last attempt fits. States \
        are as of the end of what is known.\
        """,
        true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<TasksResult> answer(Parameters.None none, Ask ask) {
    Scope scope = ask.scope();
    Counts counts = counts(ask);
    List<TasksResult.Task> rows =
        ask.rows(
            ROWS.with("fits", fits(ask)).with("queue", QUEUE).with("order", order(scope.sort())),
            Map.of(
                "most", (long) scope.limitOr(Scope.DEFAULT_LIMIT),
                "skipped", (long) scope.offset()),
            TasksView::task);
    return Answered.list(new TasksResult(rows), rows.size(), counts.tasks());
  }

  static Counts counts(Ask ask) {
    return ask.one(
        COUNTS.with("fits", fits(ask)),
        Map.of(),
        row -> new Counts(row.integer("tasks"), row.integer("erred"), row.integer("derived")));
  }

  /** The relation narrows by run, worker, prefix and state; what belongs to attempts is left to them. */
  private static String fits(Ask ask) {
    String window =
        ask.window().narrowed() ? "last_ns >= :window_start AND first_ns < :window_until" : "true";
    boolean ofAttempt = ask.scope().name() != null || !ask.scope().where().isEmpty();
    return ofAttempt
        ? window + " AND (run_id, task_key) IN (SELECT run_id, task_key FROM attempt WHERE last)"
        : window;
  }

  private static String order(Scope.@Nullable Sort sort) {
    if (sort == null) {
      return USUAL;
    }
    String column = SORTABLE.get(sort.key());
    if (column == null) {
      throw new UsageException(
          "--sort "
              + sort.key()
              + ": no such column; there are "
              + String.join(", ", SORTABLE.keySet()));
    }
    return column + (sort.descending() ? " DESC NULLS LAST" : " ASC NULLS LAST");
  }

  private static TasksResult.Task task(Row row) {
    return new TasksResult.Task(
        row.text("task_key"),
        row.textOrNull("task_prefix"),
        row.text("state"),
        row.textOrNull("worker"),
        row.integer("attempts"),
        row.integerOrNull("start_ns"),
        row.realOrNull("duration_s"),
        row.secondsOrNull("queue_ns"),
        Captured.of(row.textOrNull("attributes_json")).inputs(),
        row.textOrNull("error"));
  }

  @Override
  public Report report(TasksResult result, Parameters.None none, Ask ask) {
    return TasksReport.of(result, ask);
  }
}
