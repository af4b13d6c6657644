package dev.sonde.engine.view.histogram;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.histogram.HistogramView.Options;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SQL for the values of a key.
 *
 * @param of what has them
 * @param sql a relation of {@code value}, {@code said} and {@code part}
 */
record Values(String of, String sql) {

  static final String DURATION = "duration_s";

  private static final Sql DURATIONS = Sql.of(Values.class, "durations");
  private static final Sql ATTRIBUTES = Sql.of(Values.class, "attributes");
  private static final Sql SAMPLES = Sql.of(Values.class, "samples");
  private static final Sql ATTEMPTED = Sql.of(Values.class, "attempted");

  static Values of(Options options, Ask ask) {
    if (!options.key().equals(DURATION)) {
      return new Values("records", attributes(options.key(), options.by(), ask));
    }
    long attempts = ask.one(ATTEMPTED, Map.of(), row -> row.integer("n"));
    String which = attempts > 0 ? "role = 'attempt'" : "role NOT IN ('metrics', 'idle')";
    return new Values(
        attempts > 0 ? "attempts" : "spans",
        DURATIONS.with("which", which).with("by", by("span", options.by(), ask)).text());
  }

  /** The values of a metric, for keys that are no attribute. */
  static Values ofMetric(Options options, Ask ask) {
    return new Values(
        "samples",
        SAMPLES
            .with("metric", "'" + options.key().replace("'", "''") + "'")
            .with("by", by("sample", options.by(), ask))
            .text());
  }

  private static String attributes(String key, @Nullable String by, Ask ask) {
    Sql sql = ATTRIBUTES;
    for (String relation : new String[] {"span", "event", "sample"}) {
      sql =
          sql.with(relation, ask.value(relation, key))
              .with(relation + "_by", by(relation, by, ask));
    }
    return sql.text();
  }

  private static String by(String relation, @Nullable String by, Ask ask) {
    return by == null ? "NULL::VARCHAR" : ask.value(relation, by);
  }
}
