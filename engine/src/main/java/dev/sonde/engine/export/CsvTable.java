package dev.sonde.engine.export;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.render.CsvRenderer;
import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.store.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A relation as CSV (RFC 4180): a head line, then one line a row; what is unknown is empty. */
final class CsvTable {

  private final Writer out;
  private long written;

  private CsvTable(Writer out) {
    this.out = out;
  }

  static long write(Table table, Ask ask, Writer out) {
    CsvTable csv = new CsvTable(out);
    ask.stream(table.sql(), Map.of(), csv::add);
    if (csv.written == 0) {
      csv.line(table.columns());
    }
    return csv.written;
  }

  private boolean add(Row row) {
    if (written == 0) {
      line(row.columns());
    }
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.columns().size(); i++) {
      Object value = row.value(i);
      cells.add(
          value == null ? "" : value instanceof List ? JsonRenderer.text(value) : value.toString());
    }
    line(cells);
    written++;
    return true;
  }

  private void line(List<String> cells) {
    try {
      CsvRenderer.line(out, cells);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
