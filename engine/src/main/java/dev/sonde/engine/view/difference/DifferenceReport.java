package dev.sonde.engine.view.difference;

import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.report.Shortened;
import java.util.ArrayList;
import java.util.List;

/** What {@code difference} found, for people. */
final class DifferenceReport {

  /** Hidden keys that are named. */
  private static final int NAMED = 6;

  private DifferenceReport() {}

  static Report of(DifferenceResult result) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Facts(
            List.of(
                new Block.Fact(
                    "in: " + Shortened.inCommand(result.in()), new Cell.Count(result.recordsIn())),
                new Block.Fact(
                    "out: " + Shortened.inCommand(result.out()),
                    new Cell.Count(result.recordsOut())))));
    if (result.recordsIn() == 0 || result.recordsOut() == 0) {
      blocks.add(Block.note(empty(result)));
    } else if (result.rows().isEmpty()) {
      blocks.add(
          Block.note(
              "No value of the "
                  + result.keys()
                  + " keys differs by more than chance explains"
                  + (result.recordsIn() < 30 ? "; so few records could hardly show it." : ".")));
    } else {
      blocks.add(table(result));
    }
    if (!result.hidden().isEmpty()) {
      blocks.add(Block.note(hidden(result)));
    }
    if (result.approximate()) {
      blocks.add(Block.doubtful("Shares are those of a sample of the records."));
    }
    return new Report("What tells " + result.of() + " apart", blocks, next(result));
  }

  private static String empty(DifferenceResult result) {
    if (result.in().startsWith("slowest")) {
      return "No kind has 20 that have ended, of which some take longer than the rest.";
    }
    return result.recordsIn() == 0
        ? "There are none of the first; nothing to compare."
        : "There are none of the second; nothing to compare with.";
  }

  private static Block table(DifferenceResult result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (DifferenceResult.Row row : result.rows()) {
      rows.add(
          List.of(
              new Cell.Id(row.key()),
              new Cell.Id(row.value()),
              new Cell.Share(row.shareIn()),
              new Cell.Share(row.shareOut()),
              new Cell.Figure(row.score(), ""),
              new Cell.Text(String.join(", ", row.also()))));
    }
    return new Block.Table(
        null,
        List.of(
            Column.of("key"),
            Column.of("value"),
            Column.of("share in"),
            Column.of("share out"),
            Column.of("score"),
            Column.extra("same for")),
        rows,
        null,
        "--limit");
  }

  private static String hidden(DifferenceResult result) {
    List<String> names =
        result.hidden().stream()
            .limit(NAMED)
            .map(one -> Shortened.inCommand(one.key()) + " (" + one.because() + ")")
            .toList();
    return result.hidden().size()
        + (result.hidden().size() == 1 ? " key is hidden: " : " keys are hidden: ")
        + String.join(", ", names)
        + (result.hidden().size() > NAMED ? ", …" : "")
        + ".";
  }

  private static List<Next> next(DifferenceResult result) {
    List<Next> next = new ArrayList<>();
    result.rows().stream()
        .filter(row -> row.shareIn() > row.shareOut())
        .findFirst()
        .ifPresent(row -> {
          boolean bound = row.value().startsWith(">= ") || row.value().startsWith("< ");
          String where = row.key() + (bound ? row.value().replace(" ", "") : "=" + row.value());
          next.add(
              Next.view(result.of().equals("events") ? "events" : "spans")
                  .with("where", where)
                  .with("limit", "5"));
          if (!bound && !result.of().equals("events")) {
            next.add(Next.view("histogram").with("by", row.key()));
          }
        });
    if (result.in().startsWith("slowest")) {
      next.add(Next.view("stragglers"));
    } else if (!result.of().equals("events")) {
      next.add(Next.view("difference").with("slow", ""));
    }
    next.add(Next.view("fields"));
    return next;
  }
}
