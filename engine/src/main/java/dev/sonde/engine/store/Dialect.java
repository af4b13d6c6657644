package dev.sonde.engine.store;

import java.util.List;

/** What differs between engines in the SQL that Sonde itself writes. */
@FunctionalInterface
public interface Dialect {

  /** Reaches attributes through the documented function and column, which every store has. */
  Dialect PORTABLE = key -> "attr(attributes, '" + key.replace("'", "''") + "')";

  /**
   * An expression for one attribute of a record as text, null where it has none; that of the record's
   * resource where it has none of its own. It stands among the columns of a relation that has
   * attributes (span, attempt, transfer, event, sample).
   *
   * @param key any text
   */
  String attribute(String key);

  /**
   * An expression for a whole number, 0 or more, that stands for a value among others: equal for what is
   * equal, and for some millions of values practically never for what is not; -1 for null.
   *
   * @param expression that it stands for
   * @param within another, which may make it a different value; e.g. its run
   */
  default String number(String expression, String within) {
    return "coalesce((hash(%s, %s) >> 1)::BIGINT * (%s IS NOT NULL)::BIGINT - (%s IS NULL)::BIGINT, -1)"
        .formatted(within, expression, expression, expression);
  }

  /** An expression for one JSON object of several, of which the later hold; nulls are left out. */
  default String merged(List<String> objects) {
    return "json_merge_patch('{}', " + String.join(", ", objects) + ")";
  }
}
