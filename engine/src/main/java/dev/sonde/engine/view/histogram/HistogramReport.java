package dev.sonde.engine.view.histogram;

import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.report.Shortened;
import dev.sonde.engine.view.histogram.HistogramView.Options;
import dev.sonde.engine.words.Levels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code histogram} found, for people. */
final class HistogramReport {

  private static final int WIDEST = 24;

  private HistogramReport() {}

  static Report of(HistogramResult result, Options options) {
    String key = Shortened.inCommand(result.key());
    String title = key.equals(Values.DURATION) ? "Durations of " + result.of() : "Values of " + key;
    if (result.bins().isEmpty()) {
      return new Report(
          title,
          List.of(Block.note(missing(result, key))),
          List.of(Next.view("fields"), Next.view("metrics"), Next.view("histogram")));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(facts(result));
    blocks.add(bins(result));
    if (options.by() != null) {
      blocks.add(parts(result, options.by()));
    }
    if (result.leftOut() > 0) {
      blocks.add(
          Block.note(
              key.equals(Values.DURATION)
                  ? result.leftOut() + " have not ended and are left out."
                  : result.leftOut() + " records have it and no number there; they are left out."));
    }
    return new Report(title, blocks, next(result, options));
  }

  private static String missing(HistogramResult result, String key) {
    if (key.equals(Values.DURATION)) {
      return result.leftOut() > 0
          ? "None of the " + result.leftOut() + " " + result.of() + " here has ended."
          : "There are no spans here.";
    }
    return result.leftOut() > 0
        ? result.leftOut() + " records have " + key + ", and none of them a number there."
        : "No record here has "
            + key
            + ", and no metric is called so; fields and metrics list them.";
  }

  private static Block facts(HistogramResult result) {
    return new Block.Facts(
        List.of(
            new Block.Fact("count", new Cell.Count(result.count())),
            new Block.Fact("least", cell(result, result.min())),
            new Block.Fact("p50", cell(result, result.p50())),
            new Block.Fact("p90", cell(result, result.p90())),
            new Block.Fact("p99", cell(result, result.p99())),
            new Block.Fact("most", cell(result, result.max()))));
  }

  private static Cell cell(HistogramResult result, @Nullable Double value) {
    if (value == null) {
      return new Cell.Unknown();
    }
    String key = result.key();
    if (key.endsWith("_s") || key.endsWith(".seconds") || key.endsWith(".duration")) {
      return new Cell.Seconds(value);
    }
    return key.endsWith("bytes") && value >= 0 ? new Cell.Bytes(value) : new Cell.Figure(value, "");
  }

  private static Block bins(HistogramResult result) {
    long most = result.bins().stream().mapToLong(HistogramResult.Bin::count).max().orElse(0);
    List<List<Cell>> rows = new ArrayList<>();
    for (HistogramResult.Bin bin : result.bins()) {
      rows.add(
          List.of(
              cell(result, bin.from()),
              cell(result, bin.to()),
              new Cell.Count(bin.count()),
              new Cell.Share((double) bin.count() / Math.max(1, result.count())),
              new Cell.Text(bar(bin.count(), most))));
    }
    return new Block.Table(
        null,
        List.of(
            Column.of("from"),
            Column.of("to"),
            Column.of("count"),
            Column.of("share"),
            Column.of("")),
        rows,
        null,
        null);
  }

  /** Blank for exactly nothing. */
  private static String bar(long count, long most) {
    return count == 0
        ? ""
        : "█".repeat((int) Math.max(1, Math.round((double) WIDEST * count / most)));
  }

  private static Block parts(HistogramResult result, String by) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Map.Entry<String, HistogramResult.Part> entry : result.by().entrySet()) {
      HistogramResult.Part part = entry.getValue();
      rows.add(
          List.of(
              new Cell.Id(entry.getKey()),
              new Cell.Count(part.count()),
              cell(result, part.p50()),
              cell(result, part.p90()),
              cell(result, part.p99()),
              cell(result, part.max()),
              new Cell.Text(shape(part.bins()))));
    }
    return new Block.Table(
        null,
        List.of(
            Column.of(Shortened.inCommand(by)),
            Column.of("count"),
            Column.of("p50"),
            Column.of("p90"),
            Column.extra("p99"),
            Column.of("max"),
            Column.extra("spread")),
        rows,
        result.byInAll(),
        "--limit");
  }

  private static String shape(List<HistogramResult.Bin> bins) {
    long most = bins.stream().mapToLong(HistogramResult.Bin::count).max().orElse(0);
    StringBuilder shape = new StringBuilder();
    for (HistogramResult.Bin bin : bins.subList(0, Math.min(bins.size(), WIDEST))) {
      shape.append(Levels.of((double) bin.count() / Math.max(1, most)));
    }
    return shape.toString();
  }

  private static List<Next> next(HistogramResult result, Options options) {
    List<Next> next = new ArrayList<>();
    boolean durations = result.key().equals(Values.DURATION);
    if (durations) {
      next.add(Next.view("difference").with("slow", ""));
      next.add(
          Next.view("spans")
              .with("where", "duration_s>=" + result.bins().getLast().from())
              .with("limit", "5"));
    } else if (!result.of().equals("samples")) {
      next.add(
          Next.view("spans")
              .with("where", result.key() + ">=" + result.bins().getLast().from())
              .with("limit", "5"));
    } else {
      next.add(Next.view("metrics", result.key()));
    }
    if (options.by() == null) {
      String by = result.of().equals("attempts") ? "task.prefix" : durations ? "name" : "service";
      Next split = durations ? Next.view("histogram") : Next.view("histogram", result.key());
      next.add(split.with("by", by));
    }
    next.add(Next.view("fields"));
    return next;
  }
}
