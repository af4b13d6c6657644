package dev.sonde.engine.view.histogram;

import dev.sonde.engine.activity.Parties;
import dev.sonde.engine.analysis.Edges;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the values of a key are spread. */
public final class HistogramView implements View<HistogramView.Options, HistogramResult> {

  /**
   * @param key of the values
   * @param by a second key whose values are told apart, null for none
   */
  public record Options(String key, @Nullable String by) {}

  /** Values of the second key where nobody says how many. */
  private static final int PARTS = 8;

  private static final Sql FIGURES = Sql.of(HistogramView.class, "figures");
  private static final Sql BINS = Sql.of(HistogramView.class, "bins");

  private record Figures(
      @Nullable String part,
      long said,
      long count,
      @Nullable Double least,
      @Nullable Double most,
      @Nullable Double leastPositive,
      List<Double> ranks,
      long parts) {

    @Nullable Double rank(int place) {
      return ranks.isEmpty() ? null : ranks.get(place);
    }
  }

  @Override
  public About about() {
    return new About(
        "histogram",
        About.Group.BREADTH,
        "how durations, or the values of any numeric key, are spread",
        """
        Without a key: durations of attempts, where there are none of spans. With one: that attribute \
        of all spans, events and samples (as fields lists them), or else the metric of that name. Bins \
        have round edges, from one up to but without the next; where values span orders of magnitude \
        they grow by 1, 2, 5. Counts and percentiles are exact. What is no number is left out and \
        counted, as are spans that have not ended or began before the window. --by KEY tells its \
        values apart, those with the most records first; --limit says how many.\
        """,
        true);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(Values.DURATION, null))
        .option(
            "by",
            "KEY",
            "each value of this key by itself",
            (options, value) -> new Options(options.key(), value))
        .optionalArgument(
            "KEY",
            "whose values: duration_s (default), an attribute, or a metric",
            (options, value) -> new Options(value, options.by()));
  }

  @Override
  public Answered<HistogramResult> answer(Options options, Ask ask) {
    Values values = Values.of(options, ask);
    List<Figures> figures = figures(values, ask);
    if (figures.getFirst().said() == 0 && !options.key().equals(Values.DURATION)) {
      Values samples = Values.ofMetric(options, ask);
      List<Figures> measured = figures(samples, ask);
      if (measured.getFirst().said() > 0) {
        values = samples;
        figures = measured;
      }
    }
    return Answered.whole(result(options, values, figures, ask));
  }

  /**
   * @param figures of all records, then of the values of the second key that are shown
   */
  private static HistogramResult result(
      Options options, Values values, List<Figures> figures, Ask ask) {
    Figures whole = figures.getFirst();
    List<Figures> parts = figures.subList(1, figures.size());
    Edges edges = edges(whole);
    Counts counts = counts(values, edges, parts, ask);
    Map<String, HistogramResult.Part> by = new LinkedHashMap<>();
    for (Figures part : parts) {
      String name = String.valueOf(part.part());
      by.put(
          name,
          new HistogramResult.Part(
              part.count(),
              part.rank(0),
              part.rank(1),
              part.rank(2),
              part.most(),
              bins(edges, counts.parts.get(name))));
    }
    return new HistogramResult(
        options.key(),
        values.of(),
        edges != null && edges.logarithmic() ? "log" : "linear",
        bins(edges, counts.whole),
        whole.least(),
        whole.rank(0),
        whole.rank(1),
        whole.rank(2),
        whole.most(),
        whole.count(),
        whole.said() - whole.count(),
        by,
        options.by() == null ? null : (Long) (whole.parts() - 1));
  }

  private static List<Figures> figures(Values values, Ask ask) {
    return ask.rows(
        FIGURES.with("values", values.sql()),
        Map.of("most_parts", 1L + ask.scope().limitOr(PARTS)),
        row ->
            new Figures(
                row.integer("whole") == 1 ? null : row.textOrNull("part"),
                row.integer("said"),
                row.integer("n"),
                row.realOrNull("least"),
                row.realOrNull("most"),
                row.realOrNull("least_positive"),
                row.reals("ranks"),
                row.integer("parts")));
  }

  private static @Nullable Edges edges(Figures figures) {
    Double least = figures.least();
    Double most = figures.most();
    Double median = figures.rank(0);
    Double positive = figures.leastPositive();
    return least == null || most == null || median == null
        ? null
        : Edges.of(least, positive == null ? most : positive, median, most);
  }

  private static final class Counts {
    final Map<String, long[]> parts = new HashMap<>();
    long[] whole = new long[0];
  }

  /** How many values lie in each bin, of all records and of each part, from one scan. */
  private static Counts counts(Values values, @Nullable Edges edges, List<Figures> parts, Ask ask) {
    Counts counts = new Counts();
    if (edges == null) {
      return counts;
    }
    int bins = edges.values().size() - 1;
    counts.whole = new long[bins];
    Sql sql =
        BINS.with("values", values.sql())
            .with("bin", bin(edges))
            .with("shown", Parties.among("part", names(parts)));
    ask.rows(sql, row -> put(counts, row, bins));
    return counts;
  }

  private static boolean put(Counts counts, Row row, int bins) {
    String part = row.textOrNull("part");
    int bin = (int) row.integer("bin");
    counts.whole[bin] += row.integer("n");
    if (part != null) {
      counts.parts.computeIfAbsent(part, _ -> new long[bins])[bin] += row.integer("n");
    }
    return true;
  }

  private static List<String> names(List<Figures> parts) {
    return parts.stream().map(part -> String.valueOf(part.part())).toList();
  }

  /** Compared with every edge: a division could put a value that is an edge below it. */
  private static String bin(Edges edges) {
    List<String> passed = new ArrayList<>(List.of("0"));
    for (double edge : edges.values().subList(1, edges.values().size() - 1)) {
      passed.add("(value >= " + literal(edge) + ")::INTEGER");
    }
    return String.join(" + ", passed);
  }

  private static String literal(double value) {
    return "'" + value + "'::DOUBLE";
  }

  private static List<HistogramResult.Bin> bins(@Nullable Edges edges, long @Nullable [] counts) {
    List<HistogramResult.Bin> bins = new ArrayList<>();
    for (int i = 0; edges != null && i + 1 < edges.values().size(); i++) {
      bins.add(
          new HistogramResult.Bin(
              edges.values().get(i), edges.values().get(i + 1), counts == null ? 0 : counts[i]));
    }
    return bins;
  }

  @Override
  public Report report(HistogramResult result, Options options, Ask ask) {
    return HistogramReport.of(result, options);
  }
}
