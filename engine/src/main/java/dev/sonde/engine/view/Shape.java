package dev.sonde.engine.view;

import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.render.CsvRenderer;
import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.render.Style;
import dev.sonde.engine.render.TextRenderer;
import dev.sonde.engine.report.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** What an answer is written as; every surface that shows answers writes them here. */
public enum Shape {
  TEXT,
  JSON,
  CSV;

  /**
   * Writes an answer.
   *
   * @param style for text
   * @throws UsageException where the answer is no list and CSV was asked for
   */
  public void write(Answer answer, Style style, Writer out) {
    switch (this) {
      case TEXT -> {
        try {
          out.write(new TextRenderer(style).render(answer));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      case JSON -> JsonRenderer.render(answer, out);
      case CSV -> {
        List<? extends Record> rows = CsvRenderer.rows(answer.result());
        if (rows == null) {
          throw new UsageException(
              "--csv: " + answer.view() + " is no list; use --json for its figures");
        }
        CsvRenderer.render(answer, rows, out);
      }
    }
  }
}
