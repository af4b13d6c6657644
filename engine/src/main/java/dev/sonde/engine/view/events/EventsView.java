package dev.sonde.engine.view.events;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.record.EventList;
import dev.sonde.engine.record.EventList.EventRow;
import dev.sonde.engine.record.RecordStream;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.StreamedView;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Events as they are: state transitions, placements, messages, and log records too. */
public final class EventsView implements StreamedView<EventsView.Options, EventsView.EventsResult> {

  /**
   * @param kinds names of events with commas between them; empty for all
   */
  public record Options(String kinds) {}

  /** In time order, the newest last. */
  public record EventsResult(List<EventRow> rows) {}

  /** Attributes that have a column of their own, or are too long for a line. */
  private static final Set<String> SAID =
      Set.of(
          Keys.TASK_KEY,
          Keys.TASK_PREFIX,
          Keys.TASK_DEPENDENCIES,
          Keys.TASK_STATE_FROM,
          Keys.TASK_STATE_TO,
          Keys.WORKER_ID,
          Keys.RUN_ID);

  @Override
  public About about() {
    return new About(
        "events",
        About.Group.RAW,
        "what was said to have happened, newest last",
        """
        State transitions of tasks, placements, workers that come and go, messages, cache lookups, \
        log records. --kind picks by whole names, --name by their beginning. Without --limit the \
        newest 20; with --json a stream of all, in time order, which can be read again as a source.\
        """,
        false);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(""))
        .option(
            "kind",
            "A,B",
            "only events of these names; default all",
            (options, value) -> new Options(value));
  }

  private static EventList events(Options options, Ask ask) {
    if (options.kinds().isBlank()) {
      return new EventList(ask, "true", Map.of());
    }
    String kinds = "," + options.kinds().replaceAll("\\s*,\\s*", ",").strip() + ",";
    return new EventList(ask, "strpos(:kinds, ',' || name || ',') > 0", Map.of("kinds", kinds));
  }

  @Override
  public boolean streams(Options options, boolean json) {
    return json;
  }

  @Override
  public void stream(Options options, Ask ask, RecordStream stream) {
    events(options, ask).stream(stream);
  }

  @Override
  public Answered<EventsResult> answer(Options options, Ask ask) {
    EventList events = events(options, ask);
    List<EventRow> rows = events.rows();
    return Answered.list(new EventsResult(rows), rows.size(), events.count());
  }

  @Override
  public Report report(EventsResult result, Options options, Ask ask) {
    if (result.rows().isEmpty()) {
      String why =
          ask.coverage().events() == 0
              ? "This source has no events; captures of spans alone have none."
              : "No event here is like that.";
      return new Report(
          "Events", List.of(Block.note(why)), List.of(Next.view("spans"), Next.view("fields")));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (EventRow event : result.rows()) {
      rows.add(
          List.of(
              new Cell.Offset(event.atNs(), ask.runStartNanos()),
              Cell.text(event.name() == null ? "log" : event.name()),
              Cell.text(event.worker() == null ? event.service() : event.worker()),
              event.taskKey() == null ? new Cell.Blank() : new Cell.Id(event.taskKey()),
              new Cell.Text(says(event))));
    }
    List<Column> columns =
        List.of(
            Column.of("at"),
            Column.of("event"),
            Column.of("where"),
            Column.of("task"),
            Column.extra("says"));
    return new Report(
        "Events",
        List.of(new Block.Table(null, columns, rows, null, "--limit")),
        next(result.rows().getLast()));
  }

  /** What the row does not say already: the body, else what the attributes add to its columns. */
  private static String says(EventRow event) {
    if (event.body() != null && !event.body().equals(event.name())) {
      return event.body();
    }
    List<String> parts = new ArrayList<>();
    Attributes attributes = AttributesJson.read(event.attributes().text());
    String from = attributes.text(Keys.TASK_STATE_FROM);
    String to = attributes.text(Keys.TASK_STATE_TO);
    if (to != null) {
      parts.add((from == null ? "" : from + " ") + "→ " + to);
    }
    attributes.forEach((key, value) -> {
      if (!SAID.contains(key)) {
        String text = attributes.text(key);
        parts.add(key + "=" + (text == null ? String.join(",", attributes.texts(key)) : text));
      }
    });
    return String.join("  ", parts);
  }

  private static List<Next> next(EventRow newest) {
    List<Next> next = new ArrayList<>();
    if (newest.taskKey() != null) {
      next.add(Next.view("task", newest.taskKey()));
    }
    if (newest.name() != null) {
      next.add(Next.view("events").with("kind", newest.name()));
    }
    next.add(Next.view("logs"));
    next.add(Next.view("fields"));
    return next;
  }
}
