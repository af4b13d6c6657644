package dev.sonde.engine.view.metrics;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Json;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measured values over time: which there are, and the series of one. */
public final class MetricsView implements View<MetricsView.Options, MetricsView.MetricsResult> {

  /**
   * @param metric the name to show the series of; null lists the names
   */
  public record Options(@Nullable String metric) {}

  public record MetricsResult(List<Series> rows) {}

  /**
   * A series of one metric, or all of them together where no name was asked for.
   *
   * @param unit null where none was said
   * @param by what tells this series from the others: worker, service and attributes
   * @param samples how many there are, of which {@code series} may show fewer
   * @param series in time order
   * @param last the latest value; of several series the highest at the latest moment
   */
  public record Series(
      String name,
      @Nullable String unit,
      Json by,
      long samples,
      List<Point> series,
      @Nullable Double last,
      @Nullable Double max) {}

  /** One value; where points stand for several, the highest of them with its moment. */
  public record Point(long atNs, double value) {}

  /** Points of a series in the list of names, and as many cells of its lane. */
  static final int SPARK = 24;

  /** Points of a series that was asked for by name. */
  private static final int POINTS = 120;

  /** Units that need not be said: sizes are bytes. */
  private static final Map<String, String> CONVENTIONAL =
      Map.of(
          Keys.MEMORY_USAGE, "By",
          Keys.MEMORY_LIMIT, "By",
          Keys.SPILLED_BYTES, "By",
          Keys.UNSPILLED_BYTES, "By",
          Keys.NETWORK_RECEIVED_BYTES, "By",
          Keys.NETWORK_SENT_BYTES, "By",
          Keys.NETWORK_RATE, "By/s",
          Keys.DISK_READ_RATE, "By/s",
          Keys.DISK_WRITE_RATE, "By/s");

  private static final Sql NAMES = Sql.of(MetricsView.class, "names");
  private static final Sql SPARKS = Sql.of(MetricsView.class, "sparks");
  private static final Sql SERIES = Sql.of(MetricsView.class, "series");

  @Override
  public About about() {
    return new About(
        "metrics",
        About.Group.RAW,
        "which values were measured, and how they went",
        """
        Without a name: every metric with its unit, last and highest value and a lane over time (of \
        several workers, the highest in each bin). With a name: one series for each worker, service \
        and set of attributes, the highest first; a series of more than 120 samples shows the highest \
        value in each of 120 equal parts of the time. Counters that only grow are shown as they were \
        sent. In captures of Frisky these are the figures of scheduler.metrics.\
        """,
        false);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(null))
        .optionalArgument(
            "NAME", "the metric to show, as the list names it", (_, value) -> new Options(value));
  }

  @Override
  public Answered<MetricsResult> answer(Options options, Ask ask) {
    List<Series> all = options.metric() == null ? names(ask) : series(ask, options.metric());
    List<Series> shown = Page.of(all, ask.scope());
    return Answered.list(new MetricsResult(shown), shown.size(), all.size());
  }

  private static List<Series> names(Ask ask) {
    Map<String, List<Point>> sparks = new LinkedHashMap<>();
    ask.rows(
        SPARKS,
        bins(ask, SPARK),
        row ->
            sparks
                .computeIfAbsent(row.text("name"), _ -> new ArrayList<>())
                .add(new Point(row.integer("from_ns"), row.real("value"))));
    return ask.rows(
        NAMES,
        row ->
            new Series(
                row.text("name"),
                unit(row.text("name"), row.textOrNull("unit")),
                Json.EMPTY,
                row.integer("samples"),
                sparks.getOrDefault(row.text("name"), List.of()),
                row.realOrNull("last"),
                row.realOrNull("max")));
  }

  private static Map<String, Object> bins(Ask ask, int bins) {
    return Map.of("width", Math.max(1, ask.window().nanos() / bins), "last_bin", bins - 1L);
  }

  private static List<Series> series(Ask ask, String metric) {
    Map<String, Object> values = new LinkedHashMap<>(bins(ask, POINTS));
    values.put("points", (long) POINTS);
    values.put("metric", metric);
    List<Series> all = ask.rows(SERIES, values, row -> series(metric, row));
    if (all.isEmpty()) {
      List<String> known = ask.rows(NAMES, row -> row.text("name"));
      if (!known.contains(metric)) {
        throw new UsageException(Suggestion.unknown("metric", metric, known));
      }
    }
    return all;
  }

  private static Series series(String metric, Row row) {
    List<Point> points = new ArrayList<>();
    List<String> times = row.texts("times");
    List<Double> values = row.reals("points");
    for (int i = 0; i < times.size(); i++) {
      points.add(new Point(Long.parseLong(times.get(i)), values.get(i)));
    }
    return new Series(
        metric,
        unit(metric, row.textOrNull("unit")),
        by(row),
        row.integer("samples"),
        points,
        row.realOrNull("last"),
        row.realOrNull("max"));
  }

  /** What was said, else what the conventions have for the name. */
  private static @Nullable String unit(String name, @Nullable String said) {
    return said != null ? said : CONVENTIONAL.get(name);
  }

  private static Json by(Row row) {
    StringBuilder json = new StringBuilder("{");
    for (String key : List.of("worker", "service")) {
      String value = row.textOrNull(key);
      if (value != null) {
        json.append(json.length() == 1 ? "" : ",");
        AttributesJson.quote(key, json);
        json.append(':');
        AttributesJson.quote(value, json);
      }
    }
    String attributes = row.textOrNull("attributes");
    if (attributes != null && attributes.length() > 2) {
      json.append(json.length() == 1 ? "" : ",").append(attributes, 1, attributes.length() - 1);
    }
    return new Json(json.append('}').toString());
  }

  @Override
  public Report report(MetricsResult result, Options options, Ask ask) {
    return MetricsReport.of(result, options, ask);
  }
}
