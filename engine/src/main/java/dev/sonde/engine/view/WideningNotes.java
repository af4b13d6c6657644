package dev.sonde.engine.view;

import dev.sonde.engine.question.Scope;
import dev.sonde.engine.render.Style;
import dev.sonde.engine.render.TextRenderer;
import dev.sonde.engine.render.Words;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.report.Shortened;
import dev.sonde.engine.report.Widened;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in a report how far its records were widened. */
final class WideningNotes {

  /** More notes than these would hide the answer; JSON has all of them. */
  private static final int MOST = 4;

  private static final int NAMED = 3;

  private static final int LONGEST = 230;

  /** Characters of options in all commands of an answer: more would hide it. */
  private static final int MOST_OPTIONS = 360;

  private static final int LONGEST_VALUE = 33;

  private WideningNotes() {}

  static Report in(Report report, List<Widened> widened) {
    List<Block> notes = new ArrayList<>();
    for (Widened each : widened) {
      note(each, notes);
    }
    if (notes.isEmpty()) {
      return report;
    }
    if (notes.size() > MOST) {
      int more = notes.size() - MOST + 1;
      notes.subList(MOST - 1, notes.size()).clear();
      notes.add(
          Block.note(more + " more remarks on the widening: --json has them in scope.widened."));
    }
    List<Block> blocks = new ArrayList<>(notes);
    blocks.addAll(report.blocks());
    return new Report(report.title(), blocks, report.next());
  }

  /** The options as a command repeats them; empty where there are none. */
  static String options(Scope scope) {
    StringBuilder options = new StringBuilder();
    List<String> words = scope.widening().words();
    for (int i = 0; i < words.size(); i += 2) {
      options.append(" --").append(words.get(i)).append(' ').append(Words.quote(words.get(i + 1)));
    }
    return options.toString();
  }

  /** How many commands an answer may end with that repeat these options. */
  static int commands(String options) {
    return options.isEmpty() ? Report.NEXT_LIMIT : Math.max(1, MOST_OPTIONS / options.length());
  }

  private static void note(Widened widened, List<Block> notes) {
    if (widened.records() != null) {
      boolean doubtful =
          isSome(widened.missed()) || isSome(widened.fanOut()) || !widened.conflicts().isEmpty();
      String text = cut(counted(widened));
      notes.add(doubtful ? Block.doubtful(text) : Block.note(text));
    }
    for (String remark : widened.remarks()) {
      notes.add(Block.doubtful(cut(widened.by() + ": " + remark + ".")));
    }
  }

  private static String counted(Widened widened) {
    StringBuilder text = new StringBuilder(widened.by());
    text.append(": ").append(count(widened.matched())).append(" of ");
    text.append(count(widened.records())).append(" records matched");
    if (isSome(widened.missed())) {
      text.append(", ").append(count(widened.missed())).append(" missed (");
      if (isSome(widened.outside())) {
        text.append(count(widened.outside())).append(" outside of every lifetime; ");
      }
      text.append("e.g. ")
          .append(
              String.join("; ", widened.misses().stream().map(WideningNotes::shortened).toList()))
          .append(')');
    }
    if (isSome(widened.fanOut())) {
      text.append(", ").append(count(widened.fanOut())).append(" found several answers");
    }
    if (!widened.conflicts().isEmpty()) {
      text.append(", conflicts kept their own ");
      text.append(
          String.join(
              ", ",
              widened.conflicts().stream()
                  .limit(NAMED)
                  .map(each -> each.key() + " (" + count(each.records()) + ")")
                  .toList()));
      text.append(widened.conflicts().size() > NAMED ? ", …" : "");
    }
    return text.append('.').toString();
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE
        ? value
        : value.substring(0, LONGEST_VALUE * 2 / 3)
            + Shortened.GAP
            + value.substring(value.length() - LONGEST_VALUE / 3);
  }

  private static boolean isSome(@Nullable Long number) {
    return number != null && number > 0;
  }

  private static String count(@Nullable Long number) {
    return number == null
        ? "–"
        : TextRenderer.inline(new Cell.Count(number), Style.piped(0, ZoneOffset.UTC));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
