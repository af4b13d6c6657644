package dev.sonde.engine.store;

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
}
