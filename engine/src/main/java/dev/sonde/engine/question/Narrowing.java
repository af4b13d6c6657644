package dev.sonde.engine.question;

import dev.sonde.engine.expression.ValueType;
import dev.sonde.engine.report.Shortened;
import dev.sonde.engine.store.Dialect;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  /** Before a relation's name: all of it, whatever narrows the question. */
  private static final String ALL = "all_";

  private final Scope scope;
  private final Window window;
  private final @Nullable String run;
  private final Dialect dialect;
  private final Widened widened;

  /**
   * @param run the run to keep, null to keep all
   * @param widened what the records are given first
   */
  Narrowing(Scope scope, Window window, @Nullable String run, Dialect dialect, Widened widened) {
    this.dialect = dialect;
    this.widened = widened;
    this.scope = scope;
    this.window = window;
    this.run = run;
  }

  /** The SQL with narrowed relations in front of it. */
  String around(String written) {
    List<String> expressions = new ArrayList<>();
    Set<String> looked = widened.looked(written, scope.where());
    boolean whole = widened.layers().isWhole(written);
    Widened.Outright outright = widened.outright(written, looked, whole);
    String sql = outright.sql();
    for (Relation relation : Relation.values()) {
      if (mentions(sql, relation.table)) {
        expressions.add(expression(relation, looked, whole));
      }
      if (mentions(sql, ALL + relation.table)) {
        expressions.add(all(relation, looked, whole));
      }
    }
    expressions.addAll(outright.expressions());
    if (!widened.layers().keys().isEmpty() && mentions(sql, "attribute_key")) {
      expressions.add(widened.catalogue());
    }
    expressions.addAll(0, widened.tables(String.join(" ", expressions)));
    return expressions.isEmpty() ? sql : behind(String.join(",\n", expressions), sql);
  }

  /** A view's own WITH continues the list. */
  private static String behind(String list, String sql) {
    for (String with : List.of("WITH RECURSIVE ", "WITH ")) {
      if (sql.regionMatches(true, 0, with, 0, with.length())) {
        return with + list + ",\n" + sql.substring(with.length());
      }
    }
    return "WITH " + list + "\n" + sql;
  }

  private static boolean mentions(String sql, String table) {
    return Pattern.compile("(?i)\\b(from|join)\\s+" + table + "\\b").matcher(sql).find();
  }

  /** What parents and partners are looked up in: widened like the rest, and narrowed by nothing. */
  private String all(Relation relation, Set<String> looked, boolean whole) {
    return ALL
        + relation.table
        + " AS NOT MATERIALIZED (SELECT * FROM "
        + widened.layers().over(relation, source(relation), looked, whole)
        + " AS "
        + relation.table
        + ")";
  }

  private String expression(Relation relation, Set<String> looked, boolean whole) {
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
    window(relation, keep);
    // NOT MATERIALIZED: DuckDB would else copy every column of a relation that is named twice.
    return relation.table
        + " AS NOT MATERIALIZED (SELECT "
        + columns(relation)
        + " FROM "
        + widened.layers().over(relation, source(relation), looked, whole)
        + " AS "
        + relation.table
        + (keep.isEmpty() ? "" : " WHERE " + String.join(" AND ", keep))
        + ")";
  }

  /**
   * What is stored; at the moment of {@code --at} what was known of it then: what began later is not
   * there, what ended later is still open, nobody knows yet how it went, and tasks stand as followed.
   */
  private String source(Relation relation) {
    String stored = "main." + relation.table;
    if (scope.at() == null) {
      return stored;
    }
    if (relation == Relation.TASK) {
      return "(" + taskAt() + ")";
    }
    if (relation.start == null) {
      return stored;
    }
    List<String> unknown = new ArrayList<>();
    for (String column : relation.knownAtEnd()) {
      unknown.add(
          "CASE WHEN %s > %d THEN %s ELSE %s END AS %s"
              .formatted(
                  relation.end,
                  window.horizonNanos(),
                  column.equals("status") ? "'unset'" : "NULL",
                  column,
                  column));
    }
    return "(SELECT *"
        + (unknown.isEmpty() ? "" : " REPLACE (" + String.join(", ", unknown) + ")")
        + " FROM "
        + stored
        + " WHERE coalesce("
        + relation.start
        + ", 0) <= "
        + window.horizonNanos()
        + ")";
  }

  private String taskAt() {
    String states = String.join(", ", Scope.STATES.stream().map(Narrowing::literal).toList());
    return TASK_AT
        .with("at", Long.toString(window.horizonNanos()))
        .with("to", dialect.attribute(Keys.TASK_STATE_TO))
        .with("states", states)
        .text();
  }

  /** What overlaps the window, by more than a moment at its edge. */
  private void window(Relation relation, List<String> keep) {
    if (!relation.records() || !window.narrowed()) {
      return;
    }
    if (window.untilNanos() != Long.MAX_VALUE) {
      keep.add(relation.start + " < " + window.untilNanos());
    }
    String began = relation.start + " >= " + window.startNanos();
    keep.add(
        relation.end == null
            ? began
            : "("
                + began
                + " OR coalesce("
                + relation.end
                + ", "
                + window.horizonNanos()
                + ") > "
                + window.startNanos()
                + ")");
  }

  private String columns(Relation relation) {
    if (!relation.interval()) {
      return "*";
    }
    if (!window.narrowed()) {
      return "*, end_ns - start_ns AS duration_ns, coalesce(end_ns, greatest(start_ns, "
          + window.horizonNanos()
          + ")) - start_ns AS busy_ns, true AS in_window";
    }
    String from = "greatest(start_ns, " + window.startNanos() + ")";
    return "*, CASE WHEN end_ns IS NOT NULL THEN greatest(0, least(end_ns, "
        + window.endNanos()
        + ") - "
        + from
        + ") END AS duration_ns, greatest(0, least(coalesce(end_ns, "
        + window.horizonNanos()
        + "), "
        + window.endNanos()
        + ") - "
        + from
        + ") AS busy_ns, start_ns >= "
        + window.startNanos()
        + " AS in_window";
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

  /** SQL for one condition over the columns of a relation. */
  String condition(Relation relation, Condition condition) {
    String column = relation.column(condition.key());
    String text =
        column != null ? column + "::VARCHAR" : widened.layers().attribute(condition.key());
    ValueType type = widened.layers().types().declared().get(condition.key());
    if (type != null && condition.operator() != Condition.Operator.MATCHES) {
      return typed(type, text, condition);
    }
    String value = literal(condition.value());
    // Numbers compare as numbers where both sides are; everything else as text.
    String number = "try_cast(" + text + " AS DOUBLE)";
    boolean numeric = isNumber(condition.value());
    // A double holds 15 digits; beyond them only the text tells two numbers apart. Comparing both
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

  /** By the rule that the user declared for the key. */
  private static String typed(ValueType type, String text, Condition condition) {
    String value = literal(condition.value());
    return switch (condition.operator()) {
      case EQUAL -> type.same(text) + " = " + type.same(value);
      case NOT_EQUAL -> "NOT coalesce(" + type.same(text) + " = " + type.same(value) + ", false)";
      case LESS, GREATER, LESS_OR_EQUAL, GREATER_OR_EQUAL ->
          type.ordered(text) + " " + condition.operator().sign() + " " + type.ordered(value);
      case MATCHES -> throw new IllegalArgumentException("a regular expression has no type");
    };
  }

  private static boolean isNumber(String text) {
    return text.matches("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")
        && Double.isFinite(Double.parseDouble(text));
  }

  /** A text constant of SQL. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
