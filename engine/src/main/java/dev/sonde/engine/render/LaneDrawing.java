package dev.sonde.engine.render;

import dev.sonde.engine.report.Block;
import dev.sonde.engine.words.Amounts;
import dev.sonde.engine.words.Levels;
import java.util.ArrayList;
import java.util.List;

/** Lanes of bars over a time axis. */
final class LaneDrawing {

  private static final int LONGEST_NAME = 40;

  private final Style style;

  LaneDrawing(Style style) {
    this.style = style;
  }

  Drawn draw(Block.Lanes block) {
    if (block.lanes().isEmpty()) {
      return Drawn.fixed(List.of());
    }
    int name = 0;
    int total = 0;
    int bins = 1;
    for (Block.Lane lane : block.lanes()) {
      name = Math.max(name, Terminal.width(Terminal.harmless(lane.name())));
      total = Math.max(total, Terminal.width(Units.text(lane.total(), style.zone())));
      bins = Math.max(bins, lane.values().size());
    }
    name = Math.min(name, LONGEST_NAME);
    int room = Math.max(8, style.width() - name - total - 4);
    int cells = cells(bins, Math.min(room, style.bars()));
    List<String> head = new ArrayList<>();
    if (block.title() != null) {
      head.add(Paint.BOLD.on(block.title(), style));
    }
    head.add(Paint.DIM.on(" ".repeat(name + 2) + axis(block, cells), style));
    List<String> rows = new ArrayList<>();
    for (Block.Lane lane : block.lanes()) {
      String label = Terminal.cutMiddle(Terminal.harmless(lane.name()), name);
      rows.add(
          Terminal.padRight(label, name)
              + "  "
              + bars(lane.values(), cells)
              + "  "
              + Terminal.padLeft(Units.text(lane.total(), style.zone()), total).stripTrailing());
    }
    return new Drawn(head, rows, shown -> foot(block, shown));
  }

  private List<String> foot(Block.Lanes block, int shown) {
    long total = block.total() == null ? block.lanes().size() : block.total();
    return shown >= total
        ? List.of()
        : List.of(
            Paint.DIM.on(
                Amounts.count(shown) + " of " + Amounts.count(total) + " shown; more with --limit",
                style));
  }

  /** As many cells as fit, of whole bins each where that is possible. */
  private static int cells(int bins, int room) {
    if (bins <= room) {
      return bins;
    }
    int each = Math.ceilDiv(bins, room);
    return Math.ceilDiv(bins, each);
  }

  private static String bars(List<Double> values, int cells) {
    StringBuilder bars = new StringBuilder();
    for (int cell = 0; cell < cells; cell++) {
      bars.append(Levels.of(mean(values, cell, cells)));
    }
    return bars.toString();
  }

  private static double mean(List<Double> values, int cell, int cells) {
    if (values.isEmpty()) {
      return 0;
    }
    int each = Math.ceilDiv(values.size(), cells);
    int from = Math.min(cell * each, values.size());
    int to = Math.min(from + each, values.size());
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values.get(i);
    }
    return to == from ? 0 : sum / (to - from);
  }

  /** Labels at both ends and, where there is room, between them. */
  private static String axis(Block.Lanes block, int cells) {
    String left = Amounts.seconds(block.startS());
    String right = Amounts.seconds(block.endS());
    left = left.equals("0") ? "0 s" : left;
    if (left.length() + right.length() + 1 > cells) {
      return Terminal.padRight(left, Math.max(cells - right.length(), left.length() + 1)) + right;
    }
    StringBuilder axis =
        new StringBuilder(Terminal.padRight(left, cells - right.length())).append(right);
    int labels = Math.min(4, cells / 20);
    for (int i = 1; i <= labels; i++) {
      double share = i / (labels + 1.0);
      String label = Amounts.seconds(block.startS() + share * (block.endS() - block.startS()));
      int at = (int) (share * cells);
      boolean free = at + label.length() + 1 < cells - right.length() && at > left.length();
      if (free && axis.substring(at - 1, at + label.length() + 1).isBlank()) {
        axis.replace(at, at + label.length(), label);
      }
    }
    return axis.toString();
  }
}
