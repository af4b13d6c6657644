package dev.sonde.app;

import dev.sonde.engine.record.Severity;
import dev.sonde.engine.render.Paint;
import dev.sonde.engine.render.Style;
import dev.sonde.engine.render.Terminal;
import dev.sonde.engine.render.TextRenderer;
import dev.sonde.engine.report.Cell;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.RecordFacts;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Writes log records, one a line. */
final class LogPrinter {

  private static final int LEVEL = 5;
  private static final int WHOSE = 20;

  private final Writer out;
  private final Style style;
  private final boolean json;
  private final boolean several;

  /**
   * @param several whether the records are of more than one source
   */
  LogPrinter(Surroundings surroundings, Presentation how, boolean several) {
    this.out = surroundings.out();
    this.style = surroundings.style(how);
    this.json = how.json();
    this.several = several;
  }

  void print(LogLine line) throws IOException {
    out.write(json ? line.json() : text(line));
    out.write('\n');
  }

  void flush() throws IOException {
    out.flush();
  }

  private String text(LogLine line) {
    Event event = line.event();
    String at = TextRenderer.inline(new Cell.Clock(event.timeNanos()), style);
    String level = Severity.word((long) event.severity());
    return Paint.DIM.on(at, style)
        + "  "
        + paint(event.severity()).on(padded(level == null ? "-" : level, LEVEL), style)
        + "  "
        + padded(whose(line), several ? 2 * WHOSE : WHOSE)
        + "  "
        + Terminal.harmless(says(event));
  }

  private String whose(LogLine line) {
    RecordFacts facts = RecordFacts.of(line.event());
    String whose = facts.worker() == null ? facts.service() : facts.worker();
    String named = whose == null ? "-" : Terminal.harmless(whose);
    return several ? named + " @ " + Terminal.harmless(line.source()) : named;
  }

  private static String says(Event event) {
    Value body = event.body();
    if (body == null) {
      return event.name();
    }
    String text = Attributes.of("body", body).text("body");
    return text == null ? body.toString() : text;
  }

  private static Paint paint(int severity) {
    return severity >= 17 ? Paint.RED : severity >= 13 ? Paint.YELLOW : Paint.NONE;
  }

  private static String padded(@Nullable String text, int columns) {
    String said = String.valueOf(text);
    return said.length() >= columns ? said : said + " ".repeat(columns - said.length());
  }
}
