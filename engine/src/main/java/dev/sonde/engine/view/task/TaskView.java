package dev.sonde.engine.view.task;

import dev.sonde.engine.activity.Captured;
import dev.sonde.engine.activity.TaskKeys;
import dev.sonde.engine.activity.Waits;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Json;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.words.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One task: attempts, what it needed, who needs it, and what happened to it in time order. */
public final class TaskView implements View<TaskView.Wanted, TaskResult> {

  /** Which: its key, or a form of it that fits one task. */
  public record Wanted(String key) {}

  /** Each of the lists ends here unless told otherwise: a root can have a million dependents. */
  private static final int MOST = 1000;

  private static final Set<String> DONE = Set.of("memory", "released");

  private static final Sql TASK = Sql.of(TaskView.class, "task");
  private static final Sql ATTEMPTS = Sql.of(TaskView.class, "attempts");
  private static final Sql DEPENDENCIES = Sql.of(TaskView.class, "dependencies");
  private static final Sql DEPENDENTS = Sql.of(TaskView.class, "dependents");
  private static final Sql EVENTS = Sql.of(TaskView.class, "events");
  private static final Sql SPANS = Sql.of(TaskView.class, "spans");

  private record Counted(TaskResult.Dependent dependent, long total) {}

  @Override
  public About about() {
    return new About(
        "task",
        About.Group.ONE,
        "one task: its state, attempts, dependencies, and what happened to it",
        """
        Everything that names one task, in time order: its transitions, attempts, the phases \
        around them, scheduler decisions, transfers of what it needs and of its result, and its \
        logs. KEY may be a part of the key that no other has, or the shortened form that answers \
        print. Filters do not apply; --run chooses among runs that have the same key.\
        """,
        true);
  }

  @Override
  public Parameters<Wanted> parameters() {
    return Parameters.of(new Wanted(""))
        .argument("KEY", "a task's key, or a part of it", (wanted, value) -> new Wanted(value));
  }

  @Override
  public Answered<TaskResult> answer(Wanted wanted, Ask ask) {
    TaskKeys.Found task = TaskKeys.find(ask, wanted.key());
    Map<String, Object> binds = new HashMap<>(task.binds());
    binds.put("most", (long) ask.scope().limitOr(MOST));
    List<Counted> dependents = ask.rows(DEPENDENTS, binds, TaskView::dependent);
    List<TaskResult.Attempt> attempts = ask.rows(ATTEMPTS, binds, TaskView::attempt);
    List<TaskResult.Dependency> dependencies = ask.rows(DEPENDENCIES, binds, TaskView::dependency);
    List<TaskResult.Event> events = ask.rows(EVENTS, binds, TaskView::event);
    List<TaskResult.Span> spans = ask.rows(SPANS, binds, row -> span(row, task.key()));
    Waits waits = attempts.isEmpty() ? Waits.NONE : Waits.of(ask.ofRun(task.run()), task.key());
    return Answered.whole(
        ask.one(
            TASK,
            binds,
            row -> {
              Captured captured = Captured.of(row.textOrNull("attributes_json"));
              return new TaskResult(
                  task.key(),
                  row.textOrNull("task_prefix"),
                  row.text("state"),
                  row.truth("derived"),
                  task.run(),
                  row.textOrNull("worker"),
                  row.integerOrNull("submitted_ns"),
                  row.integerOrNull("ready_ns"),
                  row.integerOrNull("assigned_ns"),
                  row.integerOrNull("since_ns"),
                  row.realOrNull("duration_s"),
                  queue(row.integerOrNull("ready_ns"), row.integerOrNull("start_ns")),
                  row.integerOrNull("result_bytes"),
                  row.textOrNull("error"),
                  attempts,
                  waits.list(),
                  row.integer("dependencies"),
                  dependencies,
                  dependents.isEmpty() ? 0 : dependents.getFirst().total(),
                  dependents.stream().map(Counted::dependent).toList(),
                  captured.inputs(),
                  captured.output(),
                  events,
                  spans,
                  attempts.isEmpty()
                      ? notRun(row.text("state"), row.integer("dependencies"), dependencies)
                      : waits.why(),
                  waits.chain(),
                  waits.slackNanos() == null ? null : (Double) (waits.slackNanos() / 1e9));
            }));
  }

  /** Why a task has not run, as far as it can be told. */
  private static String notRun(String state, long total, List<TaskResult.Dependency> dependencies) {
    List<TaskResult.Dependency> missing =
        dependencies.stream()
            .filter(needed -> needed.state() == null || !DONE.contains(needed.state()))
            .toList();
    if (!missing.isEmpty()) {
      TaskResult.Dependency first = missing.getFirst();
      return "Has not started: %d of %d dependencies are not done, first %s (%s)."
          .formatted(
              missing.size(),
              total,
              Names.cut(first.key()),
              first.state() == null ? "unknown" : first.state());
    }
    return switch (state) {
      case "queued", "ready" ->
          "Has not started: all that it needs is done, and it waits for a place.";
      case "processing" -> "Was given to a worker; no attempt has ended yet.";
      case "erred" -> "Never ran: it erred with something that it needs.";
      default -> "Has not started.";
    };
  }

  private static @Nullable Double queue(@Nullable Long ready, @Nullable Long start) {
    return ready == null || start == null ? null : Math.max(0, start - ready) / 1e9;
  }

  private static TaskResult.Attempt attempt(Row row) {
    return new TaskResult.Attempt(
        row.integer("attempt"),
        row.textOrNull("worker"),
        row.integer("start_ns"),
        row.truth("inferred") ? null : row.integerOrNull("end_ns"),
        row.text("status"),
        row.textOrNull("error"),
        row.textOrNull("trace_id"),
        row.textOrNull("span_id"));
  }

  private static TaskResult.Dependency dependency(Row row) {
    return new TaskResult.Dependency(
        row.text("task_key"),
        row.textOrNull("state"),
        row.integerOrNull("end_ns"),
        row.textOrNull("worker"));
  }

  private static Counted dependent(Row row) {
    return new Counted(
        new TaskResult.Dependent(row.text("task_key"), row.text("state")), row.integer("total"));
  }

  private static TaskResult.Event event(Row row) {
    String attributes = row.textOrNull("attributes");
    return new TaskResult.Event(
        row.integer("at_ns"),
        row.textOrNull("name"),
        attributes == null ? Json.EMPTY : new Json(attributes),
        row.integerOrNull("severity"),
        row.textOrNull("body"),
        row.textOrNull("worker"));
  }

  private static TaskResult.Span span(Row row, String key) {
    String data = row.textOrNull("data_key");
    return new TaskResult.Span(
        row.textOrNull("trace_id"),
        row.textOrNull("span_id"),
        row.textOrNull("name"),
        row.textOrNull("worker"),
        row.textOrNull("component"),
        row.textOrNull("role"),
        row.textOrNull("phase"),
        row.integer("start_ns"),
        row.integerOrNull("end_ns"),
        row.realOrNull("duration_s"),
        row.textOrNull("status"),
        row.integerOrNull("bytes"),
        row.textOrNull("from_worker"),
        row.textOrNull("to_worker"),
        key.equals(data),
        key.equals(data) ? row.textOrNull("task_key") : data);
  }

  @Override
  public Report report(TaskResult result, Wanted wanted, Ask ask) {
    return TaskReport.of(result, ask);
  }
}
