package dev.sonde.engine.render;

import dev.sonde.engine.report.Answer;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.words.Amounts;
import dev.sonde.model.Problem;
import java.util.ArrayList;
import java.util.List;

/** Answers as text: title, what matters most, tables and lanes, what is doubtful, what to ask next. */
public final class TextRenderer {

  private static final int LONGEST_PROBLEM = 200;

  private final Style style;

  public TextRenderer(Style style) {
    this.style = style;
  }

  /** The whole text, every line ended. */
  public String render(Answer answer) {
    List<String> top = title(answer);
    List<String> bottom = new ArrayList<>(doubts(answer));
    bottom.addAll(next(answer));
    Budget budget = style.bounded() ? new Budget(Style.LINES, Style.TOKENS) : Budget.unbounded();
    budget.take(top);
    budget.take(bottom);
    List<String> middle = new ArrayList<>();
    List<Block> blocks = answer.report().blocks();
    for (int i = 0; i < blocks.size(); i++) {
      add(middle, draw(blocks.get(i)), budget, cuttable(blocks.subList(i, blocks.size())));
    }
    StringBuilder text = new StringBuilder();
    for (List<String> part : List.of(top, middle, bottom)) {
      part.forEach(line -> text.append(line.stripTrailing()).append('\n'));
    }
    return text.toString();
  }

  private static int cuttable(List<Block> blocks) {
    int tables = 0;
    for (Block block : blocks) {
      tables += block instanceof Block.Facts || block instanceof Block.Note ? 0 : 1;
    }
    return tables;
  }

  /** Puts in as many rows as this block's part of what is left has room for. */
  private static void add(List<String> lines, Drawn drawn, Budget budget, int sharers) {
    if (drawn.head().isEmpty() && drawn.rows().isEmpty()) {
      return;
    }
    boolean spaced = !drawn.rows().isEmpty();
    List<String> taken = new ArrayList<>(drawn.head());
    if (spaced) {
      taken.addFirst("");
    }
    if (!budget.fits(taken)) {
      return;
    }
    budget.take(taken);
    lines.addAll(taken);
    Budget part = budget.part(Math.max(1, sharers));
    int shown = 0;
    // One line is kept for the foot that says what was cut.
    for (String row : drawn.rows()) {
      boolean last = shown == drawn.rows().size() - 1;
      if (!part.fits(
          last ? List.of(row) : List.of(row, "999 of 999 shown; more with --limit 999"))) {
        break;
      }
      part.take(List.of(row));
      budget.take(List.of(row));
      lines.add(row);
      shown++;
    }
    List<String> foot = drawn.foot().apply(shown);
    budget.take(foot);
    lines.addAll(foot);
  }

  private Drawn draw(Block block) {
    return switch (block) {
      case Block.Facts facts -> Drawn.fixed(facts(facts));
      case Block.Table table -> new Tables(style).draw(table);
      case Block.Lanes lanes -> new LaneDrawing(style).draw(lanes);
      case Block.Outline outline -> outline(outline);
      case Block.Note note -> Drawn.fixed(note(note));
    };
  }

  private List<String> title(Answer answer) {
    StringBuilder title = new StringBuilder(answer.report().title());
    if (answer.scope().runs() > 1) {
      String run = answer.scope().run();
      title.append(
          run == null
              ? "   all " + answer.scope().runs() + " runs"
              : "   run " + Terminal.harmless(run) + " of " + answer.scope().runs());
    }
    if (!answer.scope().filters().isEmpty()) {
      title.append("   ").append(Terminal.harmless(String.join(", ", answer.scope().filters())));
    }
    title.append("   ").append(Terminal.harmless(answer.source().location()));
    return List.of(Paint.BOLD.on(Terminal.cutEnd(title.toString(), style.width()), style));
  }

  private List<String> facts(Block.Facts facts) {
    List<String> parts = new ArrayList<>();
    for (Block.Fact fact : facts.facts()) {
      String value = Units.text(fact.value(), style.zone());
      if (!value.isEmpty()) {
        parts.add(Paint.DIM.on(fact.label(), style) + " " + value);
      }
    }
    return style.color() ? List.of(String.join("   ", parts)) : Tables.wrap(parts, style.width());
  }

  private List<String> note(Block.Note note) {
    Paint paint =
        switch (note.tone()) {
          case PLAIN -> Paint.NONE;
          case STRONG -> Paint.BOLD;
          case DOUBTFUL -> Paint.YELLOW;
          case FAILED -> Paint.RED;
        };
    return Tables.words(Terminal.harmless(note.text()), style.width()).stream()
        .map(line -> paint.on(line, style))
        .toList();
  }

  private Drawn outline(Block.Outline outline) {
    List<String> head = new ArrayList<>();
    if (outline.title() != null) {
      head.add(Paint.BOLD.on(outline.title(), style));
    }
    int widest = 0;
    for (Block.Branch branch : outline.branches()) {
      widest =
          Math.max(widest, 2 * branch.depth() + Terminal.width(Terminal.harmless(branch.name())));
    }
    int width = Math.min(widest, style.width() / 2);
    List<String> rows = new ArrayList<>();
    for (Block.Branch branch : outline.branches()) {
      // Beyond twenty levels the depth is said rather than drawn.
      String indent =
          branch.depth() <= 20
              ? "  ".repeat(branch.depth())
              : "  ".repeat(20) + branch.depth() + "› ";
      String name = indent + Terminal.harmless(branch.name());
      String cells = Tables.joined(branch.cells(), style);
      String line = Terminal.padRight(Terminal.cutMiddle(name, width), width) + "  " + cells;
      rows.add(Terminal.cutEnd(line, style.width()));
    }
    long total = outline.total() == null ? rows.size() : outline.total();
    return new Drawn(
        head,
        rows,
        shown ->
            shown < total
                ? List.of(
                    Paint.DIM.on(
                        Amounts.count(shown) + " of " + Amounts.count(total) + " shown", style))
                : List.of());
  }

  private List<String> doubts(Answer answer) {
    List<String> lines = new ArrayList<>();
    for (Problem problem : answer.coverage().problems()) {
      // That a span is doubled and was counted once changes nothing that is shown here.
      String text =
          problem.code().word()
              + (problem.count() > 1 ? " ×" + Amounts.count(problem.count()) : "")
              + ": "
              + problem.message()
              + (problem.where().isEmpty() ? "" : " (" + problem.where() + ")");
      lines.add(
          Paint.YELLOW.on(
              Terminal.cutEnd(
                  "! " + Terminal.cutEnd(Terminal.harmless(text), LONGEST_PROBLEM), style.width()),
              style));
    }
    if (!lines.isEmpty()) {
      lines.addFirst("");
    }
    return lines;
  }

  private List<String> next(Answer answer) {
    List<String> lines = new ArrayList<>();
    for (String command : answer.commands()) {
      lines.add((lines.isEmpty() ? "next  " : "      ") + Terminal.harmless(command));
    }
    if (!lines.isEmpty()) {
      lines.addFirst("");
    }
    return lines;
  }

  /** A cell as it would stand in a sentence. */
  public static String inline(Cell cell, Style style) {
    return Units.text(cell, style.zone());
  }
}
