package dev.sonde.engine.view.metrics;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Metrics as text: a lane and the figures of each. */
final class MetricsReport {

  private MetricsReport() {}

  static Report of(MetricsView.MetricsResult result, MetricsView.Options options, Ask ask) {
    String title = options.metric() == null ? "Metrics" : "Metric " + options.metric();
    if (result.rows().isEmpty()) {
      return new Report(
          title,
          List.of(
              Block.note(
                  "Nothing was measured here. Values come from OTLP metrics, or from"
                      + " scheduler.metrics in captures of Frisky.")),
          List.of(Next.view("overview"), Next.view("fields")));
    }
    List<Block.Lane> lanes = new ArrayList<>();
    List<List<Cell>> rows = new ArrayList<>();
    for (MetricsView.Series series : result.rows()) {
      String name = options.metric() == null ? series.name() : plain(series);
      lanes.add(new Block.Lane(name, cells(series, ask), value(series.max(), series.unit())));
      rows.add(
          List.of(
              new Cell.Id(name),
              Cell.text(series.unit()),
              new Cell.Count(series.samples()),
              value(series.last(), series.unit()),
              value(series.max(), series.unit())));
    }
    double start = (ask.window().startNanos() - ask.runStartNanos()) / 1e9;
    return new Report(
        title,
        List.of(
            new Block.Lanes(
                "Each as a share of its own peak",
                start,
                start + ask.window().seconds(),
                lanes,
                null),
            new Block.Table(
                null,
                List.of(
                    Column.of(options.metric() == null ? "metric" : "series"),
                    Column.of("unit"),
                    Column.of("samples"),
                    Column.of("last"),
                    Column.of("highest")),
                rows,
                null,
                "--limit")),
        next(result, options));
  }

  private static String plain(MetricsView.Series series) {
    String by = series.by().text();
    return by.equals("{}") ? series.name() : by.substring(1, by.length() - 1).replace("\"", "");
  }

  /** The highest value in each cell's part of the window, as a share of the peak. */
  private static List<Double> cells(MetricsView.Series series, Ask ask) {
    List<Double> cells = new ArrayList<>(Collections.nCopies(MetricsView.SPARK, 0.0));
    double peak = series.max() == null || series.max() <= 0 ? 1 : series.max();
    double width = Math.max(1, ask.window().nanos() / (double) MetricsView.SPARK);
    for (MetricsView.Point point : series.series()) {
      int cell = (int) ((point.atNs() - ask.window().startNanos()) / width);
      if (cell >= 0) {
        int place = Math.min(cell, MetricsView.SPARK - 1);
        double share = Math.max(0, Math.min(1, point.value() / peak));
        cells.set(place, Math.max(cells.get(place), share));
      }
    }
    return cells;
  }

  private static Cell value(@Nullable Double value, @Nullable String unit) {
    if (value == null) {
      return new Cell.Unknown();
    }
    return switch (unit == null ? "" : unit) {
      case "By" -> new Cell.Bytes(value);
      case "By/s" -> new Cell.BytesPerSecond(value);
      case "s" -> new Cell.Seconds(value);
      case "ms" -> new Cell.Seconds(value / 1e3);
      default -> new Cell.Figure(value, "");
    };
  }

  private static List<Next> next(MetricsView.MetricsResult result, MetricsView.Options options) {
    List<Next> next = new ArrayList<>();
    if (options.metric() == null) {
      next.add(Next.view("metrics", result.rows().getFirst().name()));
    } else {
      next.add(Next.view("metrics"));
    }
    next.add(Next.view("workers"));
    next.add(Next.view("timeline").with("by", "worker"));
    return next;
  }
}
