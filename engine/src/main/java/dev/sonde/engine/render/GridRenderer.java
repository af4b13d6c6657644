package dev.sonde.engine.render;

import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which nothing is known but their texts, as a plain table: numbers right, words left, wide cells
 * cut, columns that have no room left out from the right, and both said below.
 */
public final class GridRenderer {

  private static final String GAP = "  ";
  private static final int WIDEST = 60;
  private static final int NARROWEST = 12;

  /** Lines of the foot. */
  private static final int FOOT = 2;

  private final Style style;

  public GridRenderer(Style style) {
    this.style = style;
  }

  /**
   * A column.
   *
   * @param number whether its cells are aligned right
   */
  public record Column(String heading, boolean number) {}

  /**
   * The table with its foot.
   *
   * @param rows those that are at hand
   * @param total how many there are, of which more may be than are at hand
   * @param more whether there are yet more than {@code total}
   */
  public String render(
      List<Column> columns, List<List<@Nullable String>> rows, long total, boolean more) {
    int[] widths = widths(columns, rows);
    int fitting = fit(columns, widths);
    Budget budget =
        style.bounded() ? new Budget(Style.LINES - FOOT, Style.TOKENS - 60) : Budget.unbounded();
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(Column::heading).toList(), columns, widths, fitting));
    int width = -GAP.length();
    for (int c = 0; c < fitting; c++) {
      width += GAP.length() + widths[c];
    }
    lines.add(Paint.DIM.on("─".repeat(Math.max(0, width)), style));
    budget.take(lines);
    int shown = 0;
    for (List<@Nullable String> row : rows) {
      String line = line(row, columns, widths, fitting);
      if (!budget.fits(List.of(line))) {
        break;
      }
      budget.take(List.of(line));
      lines.add(line);
      shown++;
    }
    lines.add(Paint.DIM.on(foot(shown, total, more), style));
    if (fitting < columns.size()) {
      lines.add(
          Paint.DIM.on(
              fitting
                  + " of "
                  + columns.size()
                  + " columns shown; --width, --csv and --json show more",
              style));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String foot(int shown, long total, boolean more) {
    String rows = Amounts.count(total) + (total == 1 ? " row" : " rows");
    String cut = more ? "; there are more: raise --limit" : "";
    return shown == total
        ? rows + cut
        : Amounts.count(shown) + " of " + rows + " shown; --csv and --json have all of them" + cut;
  }

  private static int[] widths(List<Column> columns, List<List<@Nullable String>> rows) {
    int[] widths = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = Math.min(WIDEST, Terminal.width(Terminal.harmless(columns.get(c).heading())));
      for (List<@Nullable String> row : rows) {
        widths[c] = Math.min(WIDEST, Math.max(widths[c], Terminal.width(text(row.get(c)))));
      }
    }
    return widths;
  }

  /** Narrows the widest words until all columns fit, or else says how many do. */
  private int fit(List<Column> columns, int[] widths) {
    while (total(widths, widths.length) > style.width()) {
      int widest = -1;
      for (int c = 0; c < widths.length; c++) {
        boolean words = !columns.get(c).number() && widths[c] > NARROWEST;
        if (words && (widest < 0 || widths[c] > widths[widest])) {
          widest = c;
        }
      }
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
    int fitting = widths.length;
    while (fitting > 1 && total(widths, fitting) > style.width()) {
      fitting--;
    }
    return fitting;
  }

  private static int total(int[] widths, int columns) {
    int total = 0;
    for (int c = 0; c < columns; c++) {
      total += widths[c] + (c == 0 ? 0 : GAP.length());
    }
    return total;
  }

  private static String text(@Nullable String cell) {
    return cell == null ? Amounts.UNKNOWN : Terminal.harmless(cell);
  }

  private static String line(
      List<? extends @Nullable String> cells, List<Column> columns, int[] widths, int fitting) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < fitting; c++) {
      line.append(c == 0 ? "" : GAP);
      String text = Terminal.cutEnd(text(cells.get(c)), widths[c]);
      line.append(
          columns.get(c).number()
              ? Terminal.padLeft(text, widths[c])
              : Terminal.padRight(text, widths[c]));
    }
    return line.toString().stripTrailing();
  }
}
