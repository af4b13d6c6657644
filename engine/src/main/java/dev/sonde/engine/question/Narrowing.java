package dev.sonde.engine.question;

import dev.sonde.engine.report.Shortened;
import dev.sonde.engine.store.Dialect;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the common options into common table expressions that stand in front of a view's SQL and take
 * the place of the relations that it names. So every option works for every view, and a view's SQL
 * never mentions one.
 *
 * <p>Relations with intervals gain three columns: {@code duration_ns} (null while open, clipped to the
 * window: what sums take), {@code busy_ns} (the same, open ones reaching to the horizon: what
 * utilisation takes) and {@code in_window} (began in the window: what percentiles take, over {@code
 * end_ns - start_ns}).
 */
final class Narrowing {

  private static final Sql TASK_AT = Sql.of(Narrowing.class, "task_at");

  private final Scope scope;
  private final Window window;
  private final @Nullable String run;
  private final Dialect dialect;

  /**
   * @param run the run to keep, null to keep all
   */
  Narrowing(Scope scope, Window window, @Nullable String run, Dialect dialect) {
    this.dialect = dialect;
    this.scope = scope;
    this.window = window;
    this.run = run;
  }

  /** The SQL with narrowed relations in front of it. */
  String around(String sql) {
    List<String> expressions = new ArrayList<>();
    for (Relation relation : Relation.values()) {
      if (mentions(sql, relation.table)) {
        expressions.add(expression(relation));
      }
    }
    if (expressions.isEmpty()) {
      return sql;
    }
    // A view's own WITH continues the list.
    String list = String.join(",\n", expressions);
    return sql.regionMatches(true, 0, "WITH ", 0, 5)
        ? "WITH " + list + ",\n" + sql.substring(5)
        : "WITH " + list + "\n" + sql;
  }

  private static boolean mentions(String sql, String table) {
    return Pattern.compile("(?i)\\b(from|join)\\s+" + table + "\\b").matcher(sql).find();
  }

  private String expression(Relation relation) {
    List<String> keep = new ArrayList<>();
    if (run != null) {
      keep.add("run_id = " + literal(run));
    }
    equal(keep, relation.worker, scope.worker());
    equal(keep, relation.prefix, scope.prefix());
    equal(keep, relation.state, scope.state());
    if (relation.name != null && scope.name() != null) {
      keep.add("starts_with(" + relation.name + ", " + literal(scope.name()) + ")");
    }
    if (relation.attributes) {
      for (Condition condition : scope.where()) {
        keep.add(condition(relation, condition));
      }
    }
    time(relation, keep);
    // NOT MATERIALIZED: DuckDB would else copy every column of a relation that is named twice.
    return relation.table
        + " AS NOT MATERIALIZED (SELECT "
        + columns(relation)
        + " FROM "
        + source(relation)
        + (keep.isEmpty() ? "" : " WHERE " + String.join(" AND ", keep))
        + ")";
  }

  /** Where a relation comes from: what is stored, or for tasks at a moment what followed from it then. */
  private String source(Relation relation) {
    if (relation != Relation.TASK || scope.at() == null) {
      return "main." + relation.table;
    }
    String states = String.join(", ", Scope.STATES.stream().map(Narrowing::literal).toList());
    return "("
        + TASK_AT
            .with("at", Long.toString(window.horizonNanos()))
            .with("to", dialect.attribute(Keys.TASK_STATE_TO))
            .with("states", states)
            .text()
        + ")";
  }

  private void time(Relation relation, List<String> keep) {
    if (relation.start == null) {
      return;
    }
    if (scope.at() != null) {
      keep.add(relation.start + " <= " + window.horizonNanos());
    }
    if (window.narrowed()) {
      keep.add(relation.start + " < " + window.endNanos());
      if (relation.interval()) {
        keep.add(
            "coalesce("
                + end(relation)
                + ", "
                + window.horizonNanos()
                + ") >= "
                + window.startNanos());
      } else {
        keep.add(relation.start + " >= " + window.startNanos());
      }
    }
  }

  private String columns(Relation relation) {
    if (!relation.interval()) {
      return "*";
    }
    String end = end(relation);
    String whole = end + " - start_ns";
    String busy =
        "coalesce(" + end + ", greatest(start_ns, " + window.horizonNanos() + ")) - start_ns";
    if (!window.narrowed()) {
      return replaced(relation)
          + ", "
          + whole
          + " AS duration_ns, "
          + busy
          + " AS busy_ns, true AS in_window";
    }
    String from = "greatest(start_ns, " + window.startNanos() + ")";
    return replaced(relation)
        + ", greatest(0, least("
        + end
        + ", "
        + window.endNanos()
        + ") - "
        + from
        + ")"
        + " * CASE WHEN "
        + end
        + " IS NULL THEN NULL ELSE 1 END AS duration_ns"
        + ", greatest(0, least(coalesce("
        + end
        + ", "
        + window.horizonNanos()
        + "), "
        + window.endNanos()
        + ") - "
        + from
        + ") AS busy_ns"
        + ", start_ns >= "
        + window.startNanos()
        + " AS in_window";
  }

  /** As of {@code --at}, what ended later is still open. */
  private String replaced(Relation relation) {
    return scope.at() == null ? "*" : "* REPLACE (" + end(relation) + " AS end_ns)";
  }

  private String end(Relation relation) {
    return scope.at() == null
        ? relation.end + ""
        : "CASE WHEN end_ns <= " + window.horizonNanos() + " THEN end_ns END";
  }

  private static void equal(List<String> keep, @Nullable String column, @Nullable String value) {
    if (column == null || value == null) {
      return;
    }
    String same = column + " = " + literal(value);
    // Answers print long names with a gap in them; such a one is taken for the name that it was.
    keep.add(
        Shortened.is(value)
            ? "(%s OR (starts_with(%s, %s) AND ends_with(%s, %s)))"
                .formatted(
                    same,
                    column,
                    literal(Shortened.head(value)),
                    column,
                    literal(Shortened.tail(value)))
            : same);
  }

  private String condition(Relation relation, Condition condition) {
    String column = relation.column(condition.key());
    String text = column != null ? column + "::VARCHAR" : dialect.attribute(condition.key());
    String value = literal(condition.value());
    // Numbers compare as numbers where both sides are; everything else as text.
    String number = "try_cast(" + text + " AS DOUBLE)";
    boolean numeric = condition.value().matches("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    // A double holds 15 digits; beyond them only the text tells two numbers apart. To compare both
    // ways
    // always would read the attribute twice, at 150 ms for a million records.
    String equal =
        !numeric
            ? (column != null ? column : text) + " = " + value
            : condition.value().length() <= 15
                ? number + " = " + condition.value()
                : text + " = " + value;
    return switch (condition.operator()) {
      case EQUAL -> equal;
      case NOT_EQUAL -> "NOT coalesce(" + equal + ", false)";
      case MATCHES -> "regexp_matches(" + text + ", " + value + ")";
      case LESS, GREATER, LESS_OR_EQUAL, GREATER_OR_EQUAL ->
          numeric
              ? number + " " + condition.operator().sign() + " " + condition.value()
              : text + " " + condition.operator().sign() + " " + value;
    };
  }

  /** A text constant of SQL. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
