package dev.sonde.engine.view.spans;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Ordered;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.record.FriskyJson;
import dev.sonde.engine.record.Ids;
import dev.sonde.engine.record.RecordStream;
import dev.sonde.engine.record.Records;
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
import dev.sonde.engine.view.StreamedView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spans as they are: a list for people, a stream for programs. */
public final class SpansView implements StreamedView<SpansView.Options, SpansView.SpansResult> {

  /**
   * @param frisky whether to write Frisky's own form
   */
  public record Options(boolean frisky) {}

  public record SpansResult(List<SpanRow> rows) {}

  /** One span; times null where it is still open. */
  public record SpanRow(
      @Nullable String traceId,
      @Nullable String spanId,
      @Nullable String parentId,
      String name,
      @Nullable String service,
      @Nullable String worker,
      @Nullable String taskKey,
      @Nullable String component,
      long startNs,
      @Nullable Double durationS,
      String status,
      @Nullable String error) {}

  private static final Sql ROWS = Sql.of(SpansView.class, "rows");
  private static final Sql COUNT = Sql.of(SpansView.class, "count");

  private static final Ordered ORDER =
      new Ordered("start_ns", "seq")
          .by("start_ns", "start_ns")
          .by("duration_s", "end_ns - start_ns")
          .by("name", "name")
          .by("service", "service")
          .by("worker", "worker")
          .by("task_key", "task_key")
          .by("component", "component")
          .by("status", "status")
          .by("error", "error")
          .by("trace_id", "trace_id")
          .by("span_id", "span_id")
          .by("parent_id", "parent_id");

  @Override
  public About about() {
    return new About(
        "spans",
        About.Group.RAW,
        "spans as they are, one a line",
        """
        Narrow with --name, --worker, --prefix, --where, --start and --duration; order with --sort \
        (duration_s:desc for the longest). With --json it is a stream of all spans, one a line, in \
        the order in which they are stored, with everything known of each; it can be read again as \
        a source. --frisky writes Frisky's own list instead, without what Frisky has no word for.\
        """,
        false);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(false))
        .flag(
            "frisky",
            "write Frisky's own JSON, for tools that read Frisky",
            (options, value) -> new Options(true));
  }

  @Override
  public boolean streams(Options options, boolean json) {
    return json || options.frisky();
  }

  @Override
  public void stream(Options options, Ask ask, RecordStream stream) {
    Records records = new Records(ask);
    String order = order(ask.scope());
    if (options.frisky()) {
      frisky(records, order, stream.out());
      return;
    }
    stream.begin();
    records.spans(
        order,
        span -> {
          stream.add(span);
          return true;
        });
    stream.end();
  }

  /** All spans come as they are stored: to sort ten million would take memory and the first second. */
  private static String order(Scope scope) {
    return scope.limit() == null && scope.offset() == 0 && scope.sort() == null
        ? Records.AS_STORED
        : ORDER.sql(scope, null);
  }

  private static void frisky(Records records, String order, Writer out) {
    StringBuilder json = new StringBuilder("[");
    records.spans(
        order,
        span -> {
          FriskyJson.write(span, json);
          write(json, out);
          json.append(",\n");
          return true;
        });
    // What waits is the opening bracket of an empty list, or the comma after the last span.
    boolean empty = json.charAt(0) == '[';
    json.setLength(0);
    write(json.append(empty ? "[]\n" : "]\n"), out);
  }

  private static void write(StringBuilder json, Writer out) {
    try {
      out.append(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    json.setLength(0);
  }

  @Override
  public Answered<SpansResult> answer(Options options, Ask ask) {
    String order = ORDER.sql(ask.scope(), Scope.DEFAULT_LIMIT);
    List<SpanRow> rows = ask.rows(ROWS.with("order", order), SpansView::row);
    long total = ask.one(COUNT, Map.of(), row -> row.integer("spans"));
    return Answered.list(new SpansResult(rows), rows.size(), total);
  }

  private static SpanRow row(Row row) {
    return new SpanRow(
        Ids.trace(row),
        Ids.span(row, "span_no"),
        Ids.span(row, "parent_no"),
        row.text("name"),
        row.textOrNull("service"),
        row.textOrNull("worker"),
        row.textOrNull("task_key"),
        row.textOrNull("component"),
        row.integer("start_ns"),
        row.realOrNull("duration_s"),
        row.text("status"),
        row.textOrNull("error"));
  }

  @Override
  public Report report(SpansResult result, Options options, Ask ask) {
    if (result.rows().isEmpty()) {
      return new Report(
          "Spans",
          List.of(Block.note("No span here is like that.")),
          List.of(Next.view("stats"), Next.view("fields")));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (SpanRow span : result.rows()) {
      rows.add(
          List.of(
              new Cell.Offset(span.startNs(), ask.runStartNanos()),
              Cell.seconds(span.durationS()),
              new Cell.Id(span.name()),
              Cell.text(span.worker() == null ? span.service() : span.worker()),
              span.taskKey() == null ? new Cell.Blank() : new Cell.Id(span.taskKey()),
              Cell.text(span.status().equals("error") ? orElse(span.error(), "error") : null),
              span.spanId() == null ? new Cell.Blank() : new Cell.Id(id(span))));
    }
    List<Column> columns =
        List.of(
            Column.of("start"),
            Column.of("took"),
            Column.of("name"),
            Column.of("where"),
            Column.of("task"),
            Column.extra("error"),
            Column.of("span"));
    return new Report(
        "Spans",
        List.of(new Block.Table(null, columns, rows, null, "--limit")),
        next(result.rows().getFirst(), ask.scope()));
  }

  private static String id(SpanRow span) {
    return Ids.brief(orElse(span.spanId(), "0"));
  }

  private static List<Next> next(SpanRow first, Scope scope) {
    List<Next> next = new ArrayList<>();
    if (first.spanId() != null) {
      String within =
          first.traceId() == null || first.traceId().startsWith("0000000000000000")
              ? orElse(first.worker(), orElse(first.service(), "")) + "/"
              : first.traceId() + ":";
      next.add(Next.view("span", within + id(first)));
    }
    if (first.taskKey() != null) {
      next.add(Next.view("task", first.taskKey()));
    }
    if (scope.sort() == null) {
      next.add(Next.view("spans").with("sort", "duration_s:desc").with("limit", "5"));
    }
    next.add(Next.view("stats"));
    return next;
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
