package dev.sonde.engine.view.things;

import dev.sonde.engine.activity.ByKeys;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Window;
import dev.sonde.engine.store.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From when to when each thing was there, as SQL that other SQL stands on. */
final class Lives {

  private static final Sql TOLD = Sql.of(Lives.class, "told");
  private static final Sql WHOLE = Sql.of(Lives.class, "whole");
  private static final Sql PAIRED = Sql.of(Lives.class, "paired");

  /** Steps that an answer holds; of more, two in each of half as many parts of the time. */
  static final long MOST_STEPS = 2_000;

  /** Began before the window's end, and had not ended before its beginning. */
  private static final String WITHIN =
      "first_ns < :until AND (first_ns >= :window_start OR coalesce(last_ns, :horizon) > :window_start)";

  private final ByKeys by;
  private final ThingsView.Options options;
  private final Ask ask;
  private final Window window;

  /**
   * @param ask over the whole time
   * @param window what of it was asked for
   */
  Lives(ByKeys by, ThingsView.Options options, Ask ask, Window window) {
    this.by = by;
    this.options = options;
    this.ask = ask;
    this.window = window;
  }

  /** SQL with the relations {@code life}, {@code thing} and {@code stray} in front. */
  Sql in(Sql sql) {
    boolean narrowed = window.narrowed();
    boolean bounded = narrowed && window.untilNanos() != Long.MAX_VALUE;
    return sql.with("told", told())
        .with("lives", lives(narrowed ? WITHIN : "true"))
        .with("keys", by.names())
        .with("from", narrowed ? "greatest(first_ns, :window_start)" : "first_ns")
        .with("ends", bounded ? "last_ns < :until" : "last_ns IS NOT NULL")
        .with("in_window", narrowed ? "first_ns >= :window_start" : "true");
  }

  Map<String, Object> binds() {
    Map<String, Object> binds = new HashMap<>();
    binds.put("window_start", window.startNanos());
    binds.put("until", window.untilNanos());
    binds.put("most", MOST_STEPS);
    binds.put("parts", MOST_STEPS / 2);
    return binds;
  }

  private String told() {
    Sql told = TOLD;
    for (String relation : List.of("span", "event", "sample")) {
      told =
          told.with(relation + "_keys", by.columns(ask, relation))
              .with(relation + "_begins", options.begin().sql(ask, relation))
              .with(relation + "_ends", options.end().sql(ask, relation));
    }
    return told.text();
  }

  private String lives(String within) {
    boolean begins = options.begin().isGiven();
    boolean ends = options.end().isGiven();
    Sql sql = begins && ends ? PAIRED : WHOLE;
    return sql.with("keys", by.names())
        .with("present", by.present())
        .with("within", within)
        .with("first", begins ? "min(from_ns) FILTER (begins)" : "min(from_ns)")
        .with(
            "last",
            ends
                ? "max(to_ns) FILTER (ends)"
                // An open span is a thing that goes on.
                : "CASE WHEN count(*) = count(to_ns) THEN max(to_ns) END")
        .text();
  }
}
