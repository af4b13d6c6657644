package dev.sonde.engine.view.held;

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

/** Tasks that have not started: those that wait for others, or those that could run. */
public final class HeldView implements View<Parameters.None, HeldResult> {

  /** Keys of missing dependencies beside one task; {@code deps} lists them all. */
  private static final int NAMED = 5;

  private static final Sql COUNTS = Sql.of(HeldView.class, "counts");
  private static final Sql ROWS = Sql.of(HeldView.class, "rows");

  private static final Map<String, String> SORTABLE = sortable();

  private final boolean blocked;

  private HeldView(boolean blocked) {
    this.blocked = blocked;
  }

  /** Those that wait for dependencies. */
  public static HeldView blocked() {
    return new HeldView(true);
  }

  /** Those that wait for nothing but a place to run. */
  public static HeldView queued() {
    return new HeldView(false);
  }

  private static Map<String, String> sortable() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("key", "task_key");
    columns.put("prefix", "task_prefix");
    columns.put("missing", "missing");
    columns.put("since_ns", "since_ns");
    return columns;
  }

  @Override
  public About about() {
    return blocked
        ? new About(
            "blocked",
            About.Group.RANKED,
            "tasks that wait for others, those with most missing first",
            """
            Tasks whose dependencies are not all done, and what is missing: dependencies that \
            erred first, then those that run or could run, then those that wait themselves. Since \
            is when the task came into its state. States are as of the end of what is known.\
            """,
            true)
        : new About(
            "queued",
            About.Group.RANKED,
            "tasks that could run and have not started, the longest held first",
            """
            Tasks that the scheduler queued or that are ready, and those that were submitted and \
            miss no dependency: what they lack is a place to run. Since is when the task came into \
            its state. States are as of the end of what is known.\
            """,
            true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<HeldResult> answer(Parameters.None none, Ask ask) {
    Scope scope = ask.scope();
    String kept =
        blocked
            ? "p.state = 'waiting' OR (p.state = 'submitted' AND m.missing > 0)"
            : "p.state IN ('queued', 'ready') OR (p.state = 'submitted' AND m.missing IS NULL)";
    long total = ask.one(COUNTS.with("kept", kept), Map.of(), row -> row.integer("total"));
    List<HeldResult.Row> rows =
        total == 0
            ? List.of()
            : ask.rows(
                ROWS.with("kept", kept).with("order", order(scope)),
                Map.of(
                    "most", (long) scope.limitOr(Scope.DEFAULT_LIMIT),
                    "skipped", (long) scope.offset()),
                HeldView::held);
    return Answered.list(new HeldResult(total, rows), rows.size(), total);
  }

  private static String order(Scope scope) {
    Scope.Sort sort = scope.sort();
    if (sort == null) {
      return "missing DESC NULLS LAST, since_ns";
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

  private static HeldResult.Row held(Row row) {
    List<String> missing = row.texts("waiting_for");
    return new HeldResult.Row(
        row.text("task_key"),
        row.textOrNull("task_prefix"),
        row.integerOrNull("missing"),
        row.integerOrNull("since_ns"),
        missing.subList(0, Math.min(NAMED, missing.size())));
  }

  @Override
  public Report report(HeldResult result, Parameters.None none, Ask ask) {
    return HeldReport.of(result, blocked, ask);
  }
}
