package dev.sonde.engine.view.traces;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Ordered;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.record.Ids;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Traces, each with what it was and how it went. */
public final class TracesView implements View<Parameters.None, TracesView.TracesResult> {

  public record TracesResult(List<TraceRow> rows) {}

  /** One trace: from its first start to its last end; root and service are those of its root span. */
  public record TraceRow(
      String traceId,
      String root,
      @Nullable String service,
      long startNs,
      double durationS,
      long spans,
      long errors,
      List<String> services) {}

  private static final Sql ROWS = Sql.of(TracesView.class, "rows");
  private static final Sql COUNT = Sql.of(TracesView.class, "count");
  private static final Sql MATCHING = Sql.of(TracesView.class, "matching");

  private static final Ordered ORDER =
      new Ordered("start_ns", "trace_hi, trace_lo")
          .by("start_ns", "start_ns")
          .by("start", "start_ns")
          .by("duration_s", "end_ns - start_ns")
          .by("duration", "end_ns - start_ns")
          .by("errors", "errors")
          .by("spans", "spans")
          .by("root", "root")
          .by("service", "service")
          .by("trace_id", "trace_id");

  @Override
  public About about() {
    return new About(
        "traces",
        About.Group.RAW,
        "which traces there are, how long they took, which failed",
        """
        One line a trace, in the order of their starts; --sort duration_s:desc or errors:desc ranks \
        them. With --name, --where, --worker or --prefix, traces with at least one span like that; \
        with --start, --duration or --last, traces that overlap the window. Figures are of the whole \
        trace.\
        """,
        false);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<TracesResult> answer(Parameters.None none, Ask ask) {
    String condition = condition(ask);
    String order = ORDER.sql(ask.scope(), Scope.DEFAULT_LIMIT);
    List<TraceRow> rows =
        ask.rows(ROWS.with("condition", condition).with("order", order), TracesView::row);
    long total =
        ask.one(COUNT.with("condition", condition), Map.of(), row -> row.integer("traces"));
    return Answered.list(new TracesResult(rows), rows.size(), total);
  }

  private static String condition(Ask ask) {
    Scope scope = ask.scope();
    List<String> conditions = new ArrayList<>();
    if (ask.window().narrowed()) {
      conditions.add(
          "start_ns < :window_until AND (start_ns >= :window_start OR end_ns > :window_start)");
    }
    if (scope.at() != null) {
      conditions.add("start_ns <= :horizon");
    }
    boolean filtered = !scope.filters().isEmpty() || (ask.run() != null && ask.runs() > 1);
    if (filtered) {
      conditions.add(MATCHING.text());
    }
    return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
  }

  private static TraceRow row(Row row) {
    return new TraceRow(
        String.valueOf(Ids.trace(row)),
        row.text("root"),
        row.textOrNull("service"),
        row.integer("start_ns"),
        row.real("duration_s"),
        row.integer("spans"),
        row.integer("errors"),
        row.texts("services"));
  }

  @Override
  public Report report(TracesResult result, Parameters.None none, Ask ask) {
    if (result.rows().isEmpty()) {
      return new Report(
          "Traces",
          List.of(Block.note("No trace here is like that; spans may have no trace ids.")),
          List.of(Next.view("spans"), Next.view("stats")));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (TraceRow trace : result.rows()) {
      rows.add(
          List.of(
              new Cell.Id(Ids.brief(trace.traceId())),
              new Cell.Id(trace.root()),
              Cell.text(trace.service()),
              new Cell.Offset(trace.startNs(), ask.runStartNanos()),
              new Cell.Seconds(trace.durationS()),
              new Cell.Count(trace.spans()),
              new Cell.Count(trace.errors()),
              new Cell.Count(trace.services().size())));
    }
    List<Column> columns =
        List.of(
            Column.of("trace"),
            Column.of("root"),
            Column.extra("service"),
            Column.of("start"),
            Column.of("took"),
            Column.of("spans"),
            Column.of("errors"),
            Column.extra("services"));
    return new Report(
        "Traces",
        List.of(new Block.Table(null, columns, rows, null, "--limit")),
        next(result, ask.scope()));
  }

  private static List<Next> next(TracesResult result, Scope scope) {
    TraceRow first =
        result.rows().stream()
            .filter(trace -> trace.errors() > 0)
            .findFirst()
            .orElse(result.rows().getFirst());
    List<Next> next = new ArrayList<>();
    next.add(Next.view("trace", Ids.brief(first.traceId())));
    if (scope.sort() == null && result.rows().size() > 1) {
      next.add(Next.view("traces").with("sort", "duration_s:desc"));
      next.add(Next.view("traces").with("sort", "errors:desc"));
    }
    next.add(Next.view("stats"));
    return next;
  }
}
