package dev.sonde.engine.render;

import dev.sonde.engine.report.Answer;
import dev.sonde.engine.report.Fields;
import dev.sonde.engine.report.Json;
import dev.sonde.engine.report.Next;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a list as CSV (RFC 4180): the columns are the JSON's, figures in full. Lists are joined
 * with {@code ;}, maps are {@code key=value} pairs joined with {@code ;}.
 */
public final class CsvRenderer {

  private CsvRenderer() {}

  /** The first component of a result that is a list of records; null where it has none. */
  public static @Nullable List<? extends Record> rows(Record result) {
    List<String> names = Fields.names(result.getClass());
    for (int i = 0; i < names.size(); i++) {
      if (Fields.value(result, i) instanceof List<?> list
          && (names.get(i).equals("rows")
              || (!list.isEmpty() && list.getFirst() instanceof Record))) {
        List<Record> rows = new ArrayList<>();
        list.forEach(element -> rows.add((Record) element));
        return rows;
      }
    }
    return null;
  }

  /** Writes a head line and one line a row. */
  public static void render(Answer answer, List<? extends Record> rows, Writer out) {
    try {
      if (rows.isEmpty()) {
        return;
      }
      line(out, Fields.names(rows.getFirst().getClass()));
      for (Record row : rows) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < Fields.names(row.getClass()).size(); i++) {
          cells.add(text(Fields.value(row, i)));
        }
        line(out, cells);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line of cells. */
  public static void line(Writer out, List<String> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      out.write(i == 0 ? "" : ",");
      String cell = cells.get(i);
      boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      out.write(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    out.write("\r\n");
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Json json -> json.text();
      case List<?> list -> String.join(";", list.stream().map(CsvRenderer::text).toList());
      case Map<?, ?> map ->
          String.join(
              ";",
              map.entrySet().stream().map(e -> e.getKey() + "=" + text(e.getValue())).toList());
      case Next next -> Words.command(next, List.of("SOURCE"));
      case Record record -> {
        List<String> parts = new ArrayList<>();
        List<String> names = Fields.names(record.getClass());
        for (int i = 0; i < names.size(); i++) {
          parts.add(names.get(i) + "=" + text(Fields.value(record, i)));
        }
        yield String.join(";", parts);
      }
      default -> value.toString();
    };
  }
}
