package dev.sonde.engine.view.neighbours;

import static dev.sonde.engine.report.Block.Column.extra;

import dev.sonde.engine.activity.Evidence;
import dev.sonde.engine.activity.TaskKeys;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One end of the edges of a task: its dependencies, or its dependents. */
public final class NeighboursView implements View<NeighboursView.Wanted, NeighboursResult> {

  /** Whose neighbours: its key, or a form of it that fits one task. */
  public record Wanted(String key) {}

  private static final Map<String, String> SORTABLE = sortable();

  private final String name;
  private final String purpose;
  private final String help;
  private final Sql sql;

  private NeighboursView(String name, String purpose, String help, String sql) {
    this.name = name;
    this.purpose = purpose;
    this.help = help;
    this.sql = Sql.of(NeighboursView.class, sql);
  }

  /** What a task needs. */
  public static NeighboursView dependencies() {
    return new NeighboursView(
        "deps",
        "the tasks that a task needs, with their states",
        """
        The immediate dependencies of one task, each with its state, where it ran last, when it \
        ended and how large its result is. KEY may be a part of the key that no other has, or the \
        shortened form that answers print. A key without a state was named as a dependency, and \
        nothing else is known of it.\
        """,
        "dependencies");
  }

  /** What needs a task. */
  public static NeighboursView dependents() {
    return new NeighboursView(
        "dependents",
        "the tasks that need a task, with their states",
        """
        The tasks that name this one among their dependencies, each with its state, where it ran \
        last, when it ended and how large its result is. KEY may be a part of the key that no \
        other has, or the shortened form that answers print.\
        """,
        "dependents");
  }

  private static Map<String, String> sortable() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("key", "task_key");
    columns.put("prefix", "task_prefix");
    for (String column : List.of("state", "worker", "start_ns", "end_ns", "result_bytes")) {
      columns.put(column, column);
    }
    return columns;
  }

  @Override
  public About about() {
    return new About(name, About.Group.ONE, purpose, help, true);
  }

  @Override
  public Parameters<Wanted> parameters() {
    return Parameters.of(new Wanted(""))
        .argument("KEY", "a task's key, or a part of it", (wanted, value) -> new Wanted(value));
  }

  @Override
  public Answered<NeighboursResult> answer(Wanted wanted, Ask ask) {
    TaskKeys.Found task = TaskKeys.find(ask, wanted.key());
    Scope scope = ask.scope();
    Map<String, Object> binds = new HashMap<>(task.binds());
    Sql narrowed = sql.with("fits", fits(scope, binds));
    long total =
        ask.one(
            narrowed.with("columns", "count(*) AS total").with("page", ""),
            binds,
            row -> row.integer("total"));
    binds.put("most", (long) scope.limitOr(Scope.DEFAULT_LIMIT));
    binds.put("skipped", (long) scope.offset());
    List<NeighboursResult.Neighbour> rows =
        ask.rows(
            narrowed
                .with("columns", "*")
                .with("page", "ORDER BY " + order(scope) + "task_key LIMIT :most OFFSET :skipped"),
            binds,
            NeighboursView::neighbour);
    return Answered.list(new NeighboursResult(task.key(), total, rows), rows.size(), total);
  }

  /** The options are about the rows; the task itself is the one that was named. */
  private static String fits(Scope scope, Map<String, Object> binds) {
    List<String> fits = new ArrayList<>(List.of("true"));
    equal("state", scope.state(), fits, binds);
    equal("worker", scope.worker(), fits, binds);
    equal("task_prefix", scope.prefix(), fits, binds);
    return String.join(" AND ", fits);
  }

  private static void equal(
      String column, @Nullable String value, List<String> fits, Map<String, Object> binds) {
    if (value != null) {
      fits.add(column + " = :" + column);
      binds.put(column, value);
    }
  }

  private static String order(Scope scope) {
    Scope.Sort sort = scope.sort();
    if (sort == null) {
      return "";
    }
    String column = SORTABLE.get(sort.key());
    if (column == null) {
      throw new UsageException(
          "--sort "
              + sort.key()
              + ": no such column; there are "
              + String.join(", ", SORTABLE.keySet()));
    }
    return column + (sort.descending() ? " DESC" : " ASC") + " NULLS LAST, ";
  }

  private static NeighboursResult.Neighbour neighbour(Row row) {
    return new NeighboursResult.Neighbour(
        row.text("task_key"),
        row.textOrNull("task_prefix"),
        row.textOrNull("state"),
        row.textOrNull("worker"),
        row.integerOrNull("start_ns"),
        row.integerOrNull("end_ns"),
        row.integerOrNull("result_bytes"));
  }

  @Override
  public Report report(NeighboursResult result, Wanted wanted, Ask ask) {
    boolean upstream = name.equals("deps");
    String title = (upstream ? "Dependencies of " : "Dependents of ") + result.key();
    List<Next> next = new ArrayList<>();
    next.add(Next.view("task", result.key()));
    if (result.rows().isEmpty()) {
      next.add(Next.view(upstream ? "dependents" : "deps", result.key()));
      return new Report(title, List.of(Block.note(nothing(ask))), next);
    }
    next.add(Next.view("task", worst(result.rows()).key()));
    next.add(Next.view(upstream ? "dependents" : "deps", result.key()));
    return new Report(title, List.of(table(result, ask)), next);
  }

  private static String nothing(Ask ask) {
    return Evidence.of(ask).dependent() == 0
        ? "The source says of no task what it depends on (task.dependencies)."
        : "There are none that fit.";
  }

  private static NeighboursResult.Neighbour worst(List<NeighboursResult.Neighbour> rows) {
    return rows.stream()
        .filter(row -> row.state() != null && row.state().equals("erred"))
        .findFirst()
        .or(() -> rows.stream().filter(row -> row.state() != null).findFirst())
        .orElse(rows.getFirst());
  }

  private static Block table(NeighboursResult result, Ask ask) {
    List<List<Cell>> rows = new ArrayList<>();
    for (NeighboursResult.Neighbour task : result.rows()) {
      rows.add(
          List.of(
              new Cell.Id(task.key()),
              task.state() == null ? new Cell.Unknown() : new Cell.Text(task.state()),
              task.worker() == null ? new Cell.Blank() : new Cell.Id(task.worker()),
              offset(task.startNs(), ask),
              offset(task.endNs(), ask),
              task.resultBytes() == null ? new Cell.Blank() : new Cell.Bytes(task.resultBytes())));
    }
    return new Block.Table(
        null,
        List.of(
            Column.of("task"),
            Column.of("state"),
            Column.of("worker"),
            extra("start"),
            Column.of("end"),
            extra("result")),
        rows,
        result.neighbours(),
        "--limit 1000");
  }

  private static Cell offset(@Nullable Long nanos, Ask ask) {
    return nanos == null ? new Cell.Blank() : new Cell.Offset(nanos, ask.runStartNanos());
  }
}
