package dev.sonde.engine.view.trends;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.trends.TrendsResult.Change;
import dev.sonde.engine.view.trends.TrendsResult.Point;
import dev.sonde.engine.view.trends.TrendsResult.Series;
import dev.sonde.engine.words.Levels;
import java.util.ArrayList;
import java.util.List;

/** Trends as text: what changed, then what was followed. */
final class TrendsReport {

  private static final int SERIES = 16;

  /** As many runs as a line has room for; of more, the last. */
  private static final int WIDTH = 24;

  private TrendsReport() {}

  static Report of(TrendsResult result, Ask ask) {
    if (result.runs().size() < 4) {
      return new Report(
          "Trends",
          List.of(
              Block.note(
                  "Runs here: %d. Four at least tell a change that stayed from a single run; compare"
                          .formatted(result.runs().size())
                      + " sets two against each other.")),
          List.of(Next.view("runs"), Next.view("compare")));
    }
    List<Block> blocks = new ArrayList<>();
    long changed = result.series().stream().filter(each -> each.change() != null).count();
    blocks.add(
        new Block.Facts(
            List.of(
                new Block.Fact("runs", new Cell.Count(result.runs().size())),
                new Block.Fact("series", new Cell.Count(result.series().size())),
                new Block.Fact("changed", new Cell.Count(changed)))));
    if (changed == 0) {
      blocks.add(Block.note("Nothing changed but by chance or in single runs."));
    }
    blocks.add(table(result, ask.scope().limitOr(SERIES)));
    return new Report("Trends", blocks, next(result));
  }

  private static Block table(TrendsResult result, int most) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Series series : result.series().subList(0, Math.min(most, result.series().size()))) {
      Change change = series.change();
      List<Cell> row = new ArrayList<>();
      row.add(series.prefix() == null ? new Cell.Text("(run)") : new Cell.Id(series.prefix()));
      row.add(new Cell.Text(series.measure()));
      row.add(new Cell.Text(spark(series.points())));
      row.add(
          change == null
              ? cell(series.measure(), series.points().getLast().value())
              : cell(series.measure(), change.after()));
      row.add(change == null ? new Cell.Blank() : cell(series.measure(), change.before()));
      row.add(
          change == null || change.factor() == null
              ? new Cell.Blank()
              : new Cell.Figure(change.factor(), "×"));
      row.add(change == null ? new Cell.Blank() : new Cell.Id(change.run()));
      rows.add(row);
    }
    return new Block.Table(
        "Those that changed first",
        List.of(
            Column.of("prefix"),
            Column.of("measure"),
            Column.of("run by run"),
            Column.of("now"),
            Column.of("before"),
            Column.of("factor"),
            Column.of("since")),
        rows,
        (long) result.series().size(),
        "--limit");
  }

  private static Cell cell(String measure, double value) {
    if (measure.endsWith("_s")) {
      return new Cell.Seconds(value);
    } else if (measure.endsWith("_bytes")) {
      return new Cell.Bytes(value);
    }
    return measure.endsWith("rate") || measure.endsWith("utilization")
        ? new Cell.Share(value)
        : new Cell.Figure(value, "");
  }

  /** From nothing to the most of the series. */
  private static String spark(List<Point> points) {
    List<Point> shown = points.subList(Math.max(0, points.size() - WIDTH), points.size());
    double most = shown.stream().mapToDouble(Point::value).max().orElse(0);
    StringBuilder spark = new StringBuilder();
    for (Point point : shown) {
      spark.append(Levels.of(most <= 0 ? 0 : point.value() / most));
    }
    return spark.toString();
  }

  private static List<Next> next(TrendsResult result) {
    List<Next> next = new ArrayList<>();
    result.series().stream()
        .filter(each -> each.change() != null)
        .findFirst()
        .ifPresent(each -> {
          String since = each.change() == null ? "" : each.change().run();
          int at = result.runs().indexOf(since);
          if (at > 0) {
            next.add(
                Next.view("compare")
                    .with("before", result.runs().get(at - 1))
                    .with("after", since));
          }
          next.add(Next.view("diagnose").with("run", since));
        });
    next.add(Next.view("runs"));
    return next;
  }
}
