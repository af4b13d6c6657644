package dev.sonde.engine.view.red;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What {@code red} found, for people. */
final class RedReport {

  /** Lanes of each sort. */
  private static final int LANES = 8;

  private static final String ESTIMATED =
      "Traces were sampled: counts, rates and errors are estimates for all that there were; percentiles"
          + " are of the requests that were kept.";

  private RedReport() {}

  static Report of(RedResult result, Ask ask) {
    String title = "Rate, errors, duration by " + result.by();
    if (result.rows().isEmpty()) {
      return new Report(title, List.of(Block.note(missing(result.by()))), elsewhere(result.by()));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(table(result));
    blocks.add(lanes("Rate, each to its own peak", result, ask, RedReport::rates));
    if (result.rows().stream().anyMatch(row -> row.errors() > 0)) {
      blocks.add(lanes("Errors, each to its own peak", result, ask, RedReport::errors));
    }
    if (result.estimated().isPresent()) {
      blocks.add(Block.note(ESTIMATED));
    }
    return new Report(title, blocks, next(result));
  }

  private static String missing(String by) {
    return switch (by) {
      case "party" -> "No span here names a service or an agent; --by name counts by span names.";
      case "agent" ->
          "No span here names an agent (gen_ai.agent.name); --by service counts services.";
      case "prefix", "task.prefix" -> "There are no attempts of tasks here.";
      case "worker", "worker.id" -> "No span here names a worker.";
      default -> "No span here has " + by + "; see which keys there are with: fields.";
    };
  }

  private static List<Next> elsewhere(String by) {
    return by.equals("party")
        ? List.of(Next.view("red").with("by", "name"), Next.view("stats"))
        : List.of(Next.view("red"), Next.view("fields"));
  }

  private static Block table(RedResult result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (RedResult.Row row : result.rows()) {
      rows.add(
          List.of(
              new Cell.Id(row.name()),
              new Cell.Count(row.count()),
              row.ratePerS() == null ? new Cell.Unknown() : new Cell.Figure(row.ratePerS(), "/s"),
              new Cell.Count(row.errors()),
              new Cell.Share(row.errorShare()),
              Cell.seconds(row.p50S()),
              Cell.seconds(row.p95S()),
              Cell.seconds(row.p99S())));
    }
    return new Block.Table(
        null,
        List.of(
            Column.of(result.by()),
            Column.of("requests"),
            Column.of("rate"),
            Column.of("errors"),
            Column.of("share"),
            Column.of("p50"),
            Column.of("p95"),
            Column.of("p99")),
        rows,
        null,
        "--limit");
  }

  private record Drawn(List<Double> values, double peak, Cell total) {}

  private static Block lanes(
      String title,
      RedResult result,
      Ask ask,
      java.util.function.Function<RedResult.Row, @Nullable Drawn> draw) {
    double start = (ask.window().startNanos() - ask.runStartNanos()) / 1e9;
    List<Block.Lane> lanes = new ArrayList<>();
    int bins = 1;
    for (RedResult.Row row : result.rows()) {
      Drawn drawn = draw.apply(row);
      bins = Math.max(bins, row.series().ratePerS().size());
      if (drawn != null && lanes.size() < LANES) {
        lanes.add(new Block.Lane(row.name(), drawn.values(), drawn.total()));
      }
    }
    return new Block.Lanes(title, start, start + bins * result.binS(), lanes, null);
  }

  private static Drawn rates(RedResult.Row row) {
    return drawn(row.series().ratePerS(), Double::doubleValue, peak -> new Cell.Figure(peak, "/s"));
  }

  private static @Nullable Drawn errors(RedResult.Row row) {
    return row.errors() == 0
        ? null
        : drawn(row.series().errors(), Long::doubleValue, peak -> new Cell.Count(Math.round(peak)));
  }

  private static <T> Drawn drawn(
      List<T> values, ToDoubleFunction<T> number, java.util.function.DoubleFunction<Cell> total) {
    double peak = values.stream().mapToDouble(number).max().orElse(0);
    List<Double> shares =
        values.stream().map(v -> peak <= 0 ? 0.0 : number.applyAsDouble(v) / peak).toList();
    return new Drawn(shares, peak, total.apply(peak));
  }

  private static List<Next> next(RedResult result) {
    List<Next> next = new ArrayList<>();
    String key = key(result.by());
    RedResult.Row worst =
        result.rows().stream()
            .max(Comparator.comparingDouble(RedResult.Row::errorShare))
            .orElseThrow();
    if (worst.errors() > 0) {
      Next failed = Next.view("spans").with("where", "status=error");
      next.add(
          (key == null ? failed : failed.with("where", key + "=" + worst.name()))
              .with("limit", "5"));
      next.add(Next.view("difference").with("failed", ""));
    }
    if (result.by().equals("party")) {
      next.add(Next.view("services"));
    }
    RedResult.Row slow =
        result.rows().stream()
            .max(Comparator.comparingDouble(row -> row.p99S() == null ? -1 : row.p99S()))
            .orElseThrow();
    Next histogram = Next.view("histogram");
    next.add(key == null ? histogram : histogram.with("where", key + "=" + slow.name()));
    next.add(Next.view("red").with("by", result.by().equals("name") ? "party" : "name"));
    return next;
  }

  /** What {@code --where} calls that which makes a row; null where it has no one word for it. */
  private static @Nullable String key(String by) {
    return switch (by) {
      case "party", "agent" -> null;
      case "prefix" -> "task.prefix";
      default -> by;
    };
  }
}
