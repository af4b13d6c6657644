package dev.sonde.engine.render;

import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plain tables: words left, numbers right, one rule under the head, one unit a column where it can. */
final class Tables {

  private static final String GAP = "  ";

  /** An identifier narrower than this says nothing any more. */
  private static final int NARROWEST_ID = 16;

  private final Style style;

  Tables(Style style) {
    this.style = style;
  }

  Drawn draw(Block.Table table) {
    List<Block.Column> columns = new ArrayList<>(table.columns());
    List<List<String>> rows = texts(table);
    List<Boolean> right = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      right.add(isNumeric(table.rows(), c));
    }
    int[] widths = widths(columns, rows);
    boolean[] hidden = new boolean[columns.size()];
    fit(columns, widths, hidden, right);
    List<String> head = new ArrayList<>();
    if (table.title() != null) {
      head.add(Paint.BOLD.on(table.title(), style));
    }
    if (!rows.isEmpty()) {
      head.add(
          line(columns.stream().map(Block.Column::heading).toList(), widths, hidden, right, null));
      head.add(Paint.DIM.on("─".repeat(total(widths, hidden)), style));
    }
    List<String> lines = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      lines.add(line(rows.get(r), widths, hidden, right, table.rows().get(r)));
    }
    return new Drawn(head, lines, shown -> foot(table, shown));
  }

  private List<List<String>> texts(Block.Table table) {
    List<List<String>> rows = new ArrayList<>();
    for (List<Cell> row : table.rows()) {
      rows.add(new ArrayList<>(row.stream().map(cell -> Units.text(cell, style.zone())).toList()));
    }
    for (int c = 0; c < table.columns().size(); c++) {
      int column = c;
      List<String> aligned =
          Columns.oneUnit(table.rows().stream().map(row -> row.get(column)).toList());
      for (int r = 0; aligned != null && r < rows.size(); r++) {
        rows.get(r).set(c, aligned.get(r));
      }
    }
    return rows;
  }

  private static boolean isNumeric(List<List<Cell>> rows, int column) {
    for (List<Cell> row : rows) {
      Cell cell = row.get(column);
      if (cell instanceof Cell.Text || cell instanceof Cell.Id) {
        return false;
      }
    }
    return true;
  }

  private static int[] widths(List<Block.Column> columns, List<List<String>> rows) {
    int[] widths = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = Terminal.width(columns.get(c).heading());
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], Terminal.width(row.get(c)));
      }
    }
    return widths;
  }

  /** Narrows the widest words first, then leaves out what can be spared, until a line fits. */
  private void fit(
      List<Block.Column> columns, int[] widths, boolean[] hidden, List<Boolean> right) {
    for (int c = columns.size() - 1; c >= 0; c--) {
      int words = 0;
      for (int w = 0; w < widths.length; w++) {
        words += !right.get(w) && !hidden[w] ? Math.max(0, widths[w] - NARROWEST_ID) : 0;
      }
      if (total(widths, hidden) - words <= style.width()) {
        break;
      }
      hidden[c] = columns.get(c).dispensable();
    }
    while (total(widths, hidden) > style.width()) {
      int widest = -1;
      for (int c = 0; c < widths.length; c++) {
        boolean words = !right.get(c) && !hidden[c] && widths[c] > NARROWEST_ID / 2;
        if (words && (widest < 0 || widths[c] > widths[widest])) {
          widest = c;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private static int total(int[] widths, boolean[] hidden) {
    int total = 0;
    for (int c = 0; c < widths.length; c++) {
      total += hidden[c] ? 0 : widths[c] + (total == 0 ? 0 : GAP.length());
    }
    return total;
  }

  private String line(
      List<String> cells,
      int[] widths,
      boolean[] hidden,
      List<Boolean> right,
      @Nullable List<Cell> row) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      if (hidden[c]) {
        continue;
      }
      line.append(line.isEmpty() ? "" : GAP);
      boolean id = row != null && row.get(c) instanceof Cell.Id;
      String text =
          id
              ? Terminal.cutMiddle(cells.get(c), widths[c])
              : Terminal.cutEnd(cells.get(c), widths[c]);
      line.append(
          right.get(c) ? Terminal.padLeft(text, widths[c]) : Terminal.padRight(text, widths[c]));
    }
    return line.toString().stripTrailing();
  }

  private List<String> foot(Block.Table table, int shown) {
    long total = table.total() == null ? table.rows().size() : table.total();
    if (shown >= total) {
      return List.of();
    }
    String more = table.option() == null ? "" : "; more with " + table.option();
    return List.of(
        Paint.DIM.on(
            Amounts.count(shown) + " of " + Amounts.count(total) + " shown" + more, style));
  }

  /** The texts of facts on one line each, for outlines and lanes. */
  static String joined(List<Cell> cells, Style style) {
    return String.join(
        GAP,
        cells.stream()
            .map(cell -> Units.text(cell, style.zone()))
            .filter(t -> !t.isEmpty())
            .toList());
  }

  static List<String> wrap(List<String> parts, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String part : parts) {
      if (!line.isEmpty() && Terminal.width(line.toString()) + 3 + Terminal.width(part) > width) {
        lines.add(line.toString());
        line = new StringBuilder();
      }
      line.append(line.isEmpty() ? "" : "   ").append(Terminal.cutEnd(part, width));
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  static List<String> words(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : Arrays.asList(text.split(" "))) {
      if (!line.isEmpty() && Terminal.width(line.toString()) + 1 + Terminal.width(word) > width) {
        lines.add(line.toString());
        line = new StringBuilder();
      }
      line.append(line.isEmpty() ? "" : " ").append(Terminal.cutEnd(word, width));
    }
    lines.add(line.toString());
    return lines;
  }
}
