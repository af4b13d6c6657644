package dev.sonde.engine.view.thing;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.record.Ids;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Block.Fact;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.report.Shortened;
import dev.sonde.engine.view.thing.ThingResult.Often;
import dev.sonde.engine.view.thing.ThingResult.Related;
import dev.sonde.engine.view.thing.ThingResult.Told;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One thing for people: what it touches, then its story. */
final class ThingReport {

  private ThingReport() {}

  static Report of(ThingResult result, Ask ask) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(facts(result, ask));
    if (result.errors() > 0) {
      blocks.add(
          new Block.Note(Block.Tone.FAILED, "%,d of its spans failed.".formatted(result.errors())));
    }
    if (!result.related().isEmpty()) {
      blocks.add(related(result));
    }
    Attributes shared = AttributesJson.read(result.shared().text());
    if (result.rows().size() > 1 && !shared.isEmpty()) {
      blocks.add(Block.note("All rows: " + said(shared, result.by())));
    }
    blocks.add(rows(result, result.rows().size() > 1 ? shared : Attributes.EMPTY));
    return new Report("Thing " + named(result), blocks, next(result));
  }

  private static String named(ThingResult result) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < result.by().size(); i++) {
      parts.add(result.by().get(i) + "=" + Shortened.inCommand(result.values().get(i)));
    }
    return String.join(", ", parts);
  }

  private static Block facts(ThingResult result, Ask ask) {
    return new Block.Facts(
        List.of(
            new Fact("first", new Cell.Offset(result.firstNs(), ask.runStartNanos())),
            new Fact(
                "lasts", result.open() ? new Cell.Text("open") : Cell.seconds(result.durationS())),
            new Fact("spans", new Cell.Count(result.spans())),
            new Fact("events", new Cell.Count(result.events())),
            new Fact("samples", new Cell.Count(result.samples()))));
  }

  private static Block related(ThingResult result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Related related : result.related()) {
      rows.add(
          List.of(
              new Cell.Id(related.key()),
              new Cell.Count(related.count()),
              new Cell.Text(
                  related.values().stream()
                      .map(often -> shown(related.key(), often))
                      .collect(Collectors.joining("   ")))));
    }
    return new Block.Table(
        null,
        List.of(Column.of("touches"), Column.of("values"), Column.of("most often")),
        rows,
        null,
        null);
  }

  private static String shown(String key, Often often) {
    String value =
        key.equals("trace_id") ? Ids.brief(often.value()) : Shortened.inCommand(often.value());
    return value + " (" + often.records() + ")";
  }

  private static String said(Attributes shared, List<String> named) {
    List<String> parts = new ArrayList<>();
    shared.forEach((key, value) -> {
      if (!named.contains(key)) {
        parts.add(key + "=" + Shortened.inCommand(Own.text(value)));
      }
    });
    return parts.isEmpty() ? "nothing beside." : String.join("  ", parts);
  }

  private static Block rows(ThingResult result, Attributes shared) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Told row : result.rows()) {
      rows.add(
          List.of(
              new Cell.Offset(row.atNs(), result.firstNs()),
              new Cell.Text(row.level() == null ? row.kind() : row.level()),
              Cell.text(row.name() == null || row.name().isEmpty() ? null : row.name()),
              took(row),
              Cell.text(row.worker() == null ? row.service() : row.worker()),
              new Cell.Text(Own.different(row, shared, result.by()))));
    }
    return new Block.Table(
        null,
        List.of(
            Column.of("at"),
            Column.of("kind"),
            Column.of("name"),
            Column.of("took"),
            Column.of("where"),
            Column.of("says")),
        rows,
        null,
        "--limit");
  }

  private static Cell took(Told row) {
    if (row.kind().equals("span")) {
      return row.endNs() == null ? new Cell.Text("open") : Cell.seconds(row.durationS());
    }
    return row.value() == null
        ? new Cell.Blank()
        : new Cell.Figure(row.value(), row.unit() == null ? "" : row.unit());
  }

  private static List<Next> next(ThingResult result) {
    List<Next> next = new ArrayList<>();
    add(next, "task", value(result, Keys.TASK_KEY));
    add(next, "worker", value(result, Keys.WORKER_ID));
    String trace = value(result, "trace_id");
    add(next, "trace", trace == null ? null : Ids.brief(trace));
    result.rows().stream()
        .filter(row -> row.kind().equals("span") && Objects.equals(row.status(), "error"))
        .filter(row -> row.traceId() != null && row.spanId() != null)
        .findFirst()
        .ifPresent(row -> next.add(0, Next.view("span", row.traceId() + ":" + row.spanId())));
    next.add(Next.view("things").with("by", String.join(",", result.by())));
    return next;
  }

  private static void add(List<Next> next, String view, @Nullable String argument) {
    if (argument != null) {
      next.add(Next.view(view, argument));
    }
  }

  /** The only value of a key, or the one that it is named by. */
  private static @Nullable String value(ThingResult result, String key) {
    int named = result.by().indexOf(key);
    if (named >= 0) {
      return result.values().get(named);
    }
    return result.related().stream()
        .filter(related -> related.key().equals(key) && related.count() == 1)
        .map(related -> related.values().getFirst().value())
        .findFirst()
        .orElse(null);
  }
}
