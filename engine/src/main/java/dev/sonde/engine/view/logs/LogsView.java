package dev.sonde.engine.view.logs;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.record.EventList;
import dev.sonde.engine.record.EventList.EventRow;
import dev.sonde.engine.record.RecordStream;
import dev.sonde.engine.record.Severity;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.StreamedView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Log records of all parties, merged by time. */
public final class LogsView implements StreamedView<LogsView.Options, LogsView.LogsResult> {

  /**
   * @param level the least severity, 0 for any
   * @param grep a regular expression that the text must match somewhere, null for any text
   * @param after the cursor of a stream, null for all that there is
   */
  public record Options(long level, @Nullable String grep, @Nullable Long after) {}

  /** In time order, the newest last. */
  public record LogsResult(List<EventRow> rows) {}

  @Override
  public About about() {
    return new About(
        "logs",
        About.Group.RAW,
        "what was logged, by all parties, newest last",
        """
        Records with a text or a severity, merged by time over all files and processes. --level warn \
        leaves out what is less severe, --grep what does not match (a regular expression; (?i) \
        before it ignores case). Without --limit the newest 20; with --json a stream of all, in \
        time order, which can be read again as a source.\
        """,
        false);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(0, null, null))
        .option(
            "level",
            "trace|debug|info|warn|error|fatal",
            "only records at least as severe; default all",
            (options, value) -> new Options(Severity.least(value), options.grep(), options.after()))
        .option(
            "grep",
            "REGEX",
            "only records whose text matches somewhere",
            (options, value) -> new Options(options.level(), value, options.after()))
        .option(
            "after",
            "CURSOR",
            "only records that were stored since a stream whose trailer has this cursor",
            (options, value) ->
                new Options(options.level(), options.grep(), EventList.cursor(value)));
  }

  private static EventList logs(Options options, Ask ask) {
    StringBuilder condition = new StringBuilder("(body IS NOT NULL OR severity IS NOT NULL)");
    Map<String, Object> values = new HashMap<>();
    if (options.level() > 0) {
      condition.append(" AND severity >= :level");
      values.put("level", options.level());
    }
    String grep = options.grep();
    if (grep != null) {
      ask.requirePattern("grep", grep, grep);
      condition.append(" AND regexp_matches(body, :grep)");
      values.put("grep", grep);
    }
    Long after = options.after();
    if (after != null) {
      condition.append(" AND ").append(EventList.AFTER);
      values.put("after", after);
    }
    return new EventList(ask, condition.toString(), values);
  }

  @Override
  public boolean streams(Options options, boolean json) {
    return json;
  }

  @Override
  public void stream(Options options, Ask ask, RecordStream stream) {
    logs(options, ask).stream(stream);
  }

  @Override
  public Answered<LogsResult> answer(Options options, Ask ask) {
    EventList logs = logs(options, ask);
    List<EventRow> rows = logs.rows();
    return Answered.list(new LogsResult(rows), rows.size(), logs.count());
  }

  @Override
  public Report report(LogsResult result, Options options, Ask ask) {
    if (result.rows().isEmpty()) {
      String why =
          ask.coverage().events() == 0
              ? "This source has no log records; they come with OpenTelemetry's logs."
              : "No log record here is like that.";
      return new Report(
          "Logs", List.of(Block.note(why)), List.of(Next.view("events"), Next.view("erred")));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (EventRow log : result.rows()) {
      rows.add(
          List.of(
              new Cell.Clock(log.atNs()),
              Cell.text(log.level()),
              Cell.text(log.worker() == null ? log.service() : log.worker()),
              Cell.text(log.body() == null ? log.name() : log.body())));
    }
    List<Column> columns =
        List.of(Column.of("at"), Column.of("level"), Column.extra("where"), Column.of("says"));
    return new Report(
        "Logs",
        List.of(new Block.Table(null, columns, rows, null, "--limit")),
        next(result, options));
  }

  private static List<Next> next(LogsResult result, Options options) {
    List<Next> next = new ArrayList<>();
    if (options.level() < Severity.least("warn")) {
      next.add(Next.view("logs").with("level", "warn"));
    }
    EventRow newest = result.rows().getLast();
    if (newest.spanId() != null && newest.traceId() != null) {
      next.add(Next.view("span", newest.traceId() + ":" + newest.spanId()));
    }
    next.add(Next.view("events"));
    return next;
  }
}
