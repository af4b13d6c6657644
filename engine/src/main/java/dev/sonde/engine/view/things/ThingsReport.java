package dev.sonde.engine.view.things;

import dev.sonde.engine.activity.ByKeys;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Block.Fact;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.things.ThingsResult.Step;
import dev.sonde.engine.view.things.ThingsResult.Thing;
import java.util.ArrayList;
import java.util.List;

/** Things for people: how many at once over time, then each. */
final class ThingsReport {

  private static final int BINS = 48;

  private ThingsReport() {}

  static Report of(ThingsResult result, ThingsView.Options options, Ask ask) {
    String title = "Things by " + String.join(", ", result.by());
    if (result.things() == 0) {
      return new Report(
          title, List.of(Block.note(empty(result, options, ask))), List.of(Next.view("fields")));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(facts(result, ask));
    if (result.peak() > 0) {
      blocks.add(lane(result, ask));
    }
    blocks.add(table(result, ask));
    doubts(result, options, blocks);
    return new Report(title, blocks, next(result, options));
  }

  private static String empty(ThingsResult result, ThingsView.Options options, Ask ask) {
    if (result.unpaired() > 0) {
      return "%,d ends without a beginning, and nothing that began: does --begin '%s' fit?"
          .formatted(result.unpaired(), options.begin());
    }
    return options.begin().isGiven() || options.end().isGiven() || ask.window().narrowed()
        ? "Nothing here began like that; without --begin, --end and a window, a thing is there from"
            + " its first record to its last."
        : new ByKeys(result.by()).missing(ask) + " See which keys there are with: fields.";
  }

  private static Block facts(ThingsResult result, Ask ask) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("things", new Cell.Count(result.things())));
    facts.add(new Fact("open", new Cell.Count(result.open())));
    facts.add(new Fact("records", new Cell.Count(result.records())));
    facts.add(new Fact("at once, most", new Cell.Count(result.peak())));
    if (result.peakNs() != null) {
      facts.add(new Fact("first at", new Cell.Offset(result.peakNs(), ask.runStartNanos())));
    }
    if (result.durations().maxS() != null) {
      facts.add(new Fact("p50", Cell.seconds(result.durations().p50S())));
      facts.add(new Fact("p90", Cell.seconds(result.durations().p90S())));
      facts.add(new Fact("p99", Cell.seconds(result.durations().p99S())));
      facts.add(new Fact("longest", Cell.seconds(result.durations().maxS())));
    }
    return new Block.Facts(facts);
  }

  /** The most at once in each part of the time, over the most of all. */
  private static Block lane(ThingsResult result, Ask ask) {
    long from = result.atOnce().getFirst().atNs();
    long to = Math.max(from + 1, result.atOnce().getLast().atNs());
    if (ask.window().narrowed()) {
      from = Math.min(from, ask.window().startNanos());
      to = Math.max(to, ask.window().endNanos());
    } else if (result.open() > 0) {
      to = Math.max(to, ask.window().horizonNanos());
    }
    int bins = (int) Math.min(BINS, to - from);
    long[] most = new long[bins];
    int step = 0;
    long now = 0;
    for (int bin = 0; bin < bins; bin++) {
      long end = from + (long) ((to - from) * ((bin + 1.0) / bins));
      most[bin] = now;
      while (step < result.atOnce().size()
          && (result.atOnce().get(step).atNs() < end || bin == bins - 1)) {
        Step next = result.atOnce().get(step++);
        now = next.count();
        most[bin] = Math.max(most[bin], now);
      }
    }
    List<Double> values = new ArrayList<>();
    for (long value : most) {
      values.add(value / (double) result.peak());
    }
    double start = (from - ask.runStartNanos()) / 1e9;
    return new Block.Lanes(
        null,
        start,
        start + (to - from) / 1e9,
        List.of(new Block.Lane("at once", values, new Cell.Count(result.peak()))),
        null);
  }

  private static Block table(ThingsResult result, Ask ask) {
    boolean several = result.rows().stream().anyMatch(thing -> thing.times() > 1);
    List<Column> columns = new ArrayList<>();
    result.by().forEach(key -> columns.add(Column.of(key)));
    columns.addAll(List.of(Column.of("begins"), Column.of("lasts"), Column.of("records")));
    if (several) {
      columns.add(Column.of("times"));
    }
    columns.add(Column.extra("says"));
    List<List<Cell>> rows = new ArrayList<>();
    for (Thing thing : result.rows()) {
      List<Cell> cells = new ArrayList<>();
      thing.values().forEach(value -> cells.add(new Cell.Id(value)));
      cells.add(new Cell.Offset(thing.firstNs(), ask.runStartNanos()));
      cells.add(thing.open() ? new Cell.Text("open") : Cell.seconds(thing.durationS()));
      cells.add(new Cell.Count(thing.records()));
      if (several) {
        cells.add(new Cell.Count(thing.times()));
      }
      cells.add(
          thing.attributes() == null
              ? new Cell.Blank()
              : new Cell.Text(Said.text(thing.attributes(), result)));
      rows.add(cells);
    }
    return new Block.Table(null, columns, rows, null, "--limit");
  }

  private static void doubts(ThingsResult result, ThingsView.Options options, List<Block> blocks) {
    if (result.unpaired() > 0) {
      blocks.add(
          Block.doubtful(
              "unpaired: %,d ends without a beginning are not counted."
                  .formatted(result.unpaired())));
    }
    if (result.clockSkew() > 0) {
      blocks.add(
          Block.doubtful(
              "clock_skew: %,d things end before they begin, by the clocks that told of them; they count as 0 s."
                  .formatted(result.clockSkew())));
    }
    boolean whole = !options.begin().isGiven() && !options.end().isGiven();
    if (whole && result.momentary() > 0) {
      blocks.add(
          Block.note(
              "%,d of them are a single moment, and so never count at once with others."
                  .formatted(result.momentary())));
    }
  }

  private static List<Next> next(ThingsResult result, ThingsView.Options options) {
    Thing first = result.rows().isEmpty() ? null : result.rows().getFirst();
    List<Next> next = new ArrayList<>();
    if (first != null) {
      next.add(Next.view("thing", Said.argument(result.by(), first.values())));
    }
    if (result.open() > 0 && result.open() < result.things()) {
      next.add(repeated("things", result, options).with("sort", "duration_s:desc"));
    }
    next.add(Next.view("tree").with("by", String.join(",", result.by()) + ",name"));
    next.add(Next.view("fields"));
    return next;
  }

  private static Next repeated(String view, ThingsResult result, ThingsView.Options options) {
    Next next = Next.view(view).with("by", String.join(",", result.by()));
    for (var all : options.begin().any()) {
      next = next.with("begin", String.join(" && ", all.stream().map(Object::toString).toList()));
    }
    for (var all : options.end().any()) {
      next = next.with("end", String.join(" && ", all.stream().map(Object::toString).toList()));
    }
    return next;
  }
}
