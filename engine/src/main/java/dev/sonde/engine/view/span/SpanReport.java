package dev.sonde.engine.view.span;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.record.EventList.EventRow;
import dev.sonde.engine.record.Ids;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Block.Fact;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Json;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.span.SpanResult.LinkRow;
import dev.sonde.engine.view.span.SpanResult.MomentRow;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A span for people: what went wrong first, then what it says of itself. */
final class SpanReport {

  private SpanReport() {}

  static Report of(SpanResult span, Ask ask) {
    List<Block> blocks = new ArrayList<>();
    failure(span, blocks);
    blocks.add(facts(span, ask));
    attributes("attributes", span.attributes(), blocks);
    moments(span, blocks);
    links(span, blocks);
    logs(span, blocks);
    attributes("process", span.resource(), blocks);
    return new Report("Span " + span.name(), blocks, next(span));
  }

  private static void failure(SpanResult span, List<Block> blocks) {
    SpanResult.ExceptionRow exception = span.exception();
    if (exception != null) {
      String text = orEmpty(exception.type()) + ": " + orEmpty(exception.message());
      blocks.add(new Block.Note(Block.Tone.FAILED, text));
    } else if (span.status().equals("error")) {
      String error = span.message() == null ? span.error() : span.message();
      blocks.add(new Block.Note(Block.Tone.FAILED, error == null ? "failed" : error));
    }
  }

  private static Block facts(SpanResult span, Ask ask) {
    return new Block.Facts(
        List.of(
            new Fact("start", new Cell.Offset(span.startNs(), ask.runStartNanos())),
            new Fact("took", Cell.seconds(span.durationS())),
            new Fact("status", new Cell.Text(span.endNs() == null ? "open" : span.status())),
            new Fact("where", Cell.text(span.worker() == null ? span.service() : span.worker())),
            new Fact(
                "task", span.taskKey() == null ? new Cell.Blank() : new Cell.Id(span.taskKey())),
            new Fact("component", Cell.text(span.component())),
            new Fact("kind", Cell.text(span.kind())),
            new Fact("trace", brief(span.traceId())),
            new Fact("span", brief(span.spanId())),
            new Fact("parent", brief(span.parentId()))));
  }

  private static Cell brief(@Nullable String id) {
    return id == null ? new Cell.Blank() : new Cell.Id(Ids.brief(id));
  }

  private static void attributes(String title, Json json, List<Block> blocks) {
    Attributes attributes = AttributesJson.read(json.text());
    if (attributes.isEmpty()) {
      return;
    }
    List<List<Cell>> rows = new ArrayList<>();
    attributes.forEach(
        (key, value) -> rows.add(List.of(new Cell.Id(key), new Cell.Text(text(value)))));
    List<Column> columns = List.of(Column.of(title), Column.of("value"));
    blocks.add(new Block.Table(null, columns, rows, null, null));
  }

  private static String text(Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    StringBuilder json = new StringBuilder();
    AttributesJson.write(value, json);
    return json.toString();
  }

  private static void moments(SpanResult span, List<Block> blocks) {
    List<List<Cell>> rows = new ArrayList<>();
    for (MomentRow moment : span.events()) {
      rows.add(
          List.of(
              new Cell.Offset(moment.atNs(), span.startNs()),
              new Cell.Id(moment.name()),
              new Cell.Text(inner(moment.attributes()))));
    }
    List<Column> columns = List.of(Column.of("at"), Column.of("event"), Column.of("says"));
    add(columns, rows, blocks);
  }

  private static void links(SpanResult span, List<Block> blocks) {
    List<List<Cell>> rows = new ArrayList<>();
    for (LinkRow link : span.links()) {
      rows.add(
          List.of(
              brief(link.traceId()),
              brief(link.spanId()),
              new Cell.Text(inner(link.attributes()))));
    }
    List<Column> columns =
        List.of(Column.of("links to trace"), Column.of("span"), Column.of("says"));
    add(columns, rows, blocks);
  }

  private static void logs(SpanResult span, List<Block> blocks) {
    List<List<Cell>> rows = new ArrayList<>();
    for (EventRow log : span.logs()) {
      rows.add(
          List.of(
              new Cell.Offset(log.atNs(), span.startNs()),
              Cell.text(log.level() == null ? log.name() : log.level()),
              new Cell.Text(log.body() == null ? inner(log.attributes()) : log.body())));
    }
    List<Column> columns = List.of(Column.of("at"), Column.of("log"), Column.of("says"));
    add(columns, rows, blocks);
  }

  private static void add(List<Column> columns, List<List<Cell>> rows, List<Block> blocks) {
    if (!rows.isEmpty()) {
      blocks.add(new Block.Table(null, columns, rows, null, null));
    }
  }

  private static String inner(Json json) {
    return json.text().substring(1, json.text().length() - 1);
  }

  private static List<Next> next(SpanResult span) {
    List<Next> next = new ArrayList<>();
    if (span.traceId() != null) {
      next.add(Next.view("trace", Ids.brief(span.traceId())));
    }
    if (span.taskKey() != null) {
      next.add(Next.view("task", span.taskKey()));
    }
    if (span.worker() != null) {
      next.add(Next.view("worker", span.worker()));
    }
    next.add(Next.view("spans").with("name", span.name()).with("sort", "duration_s:desc"));
    return next;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
