package dev.sonde.engine.store;

import java.time.Duration;
import java.util.List;

/**
 * Runs what users write: one SELECT over the relations of docs/sql.md, without files, network or
 * settings, within a time and a number of rows.
 */
public interface Sandbox extends AutoCloseable {

  /** Takes a result as it comes. */
  interface Visitor {

    /** Called once, before any row. */
    void columns(List<String> names, List<String> types);

    /** A row is valid only during its visit. */
    void row(Row row);
  }

  /**
   * What came out.
   *
   * @param cut whether there were more rows than asked for
   */
  record Outcome(long rows, boolean cut) {}

  /**
   * @param rows most rows to hand over
   * @throws StoreException where the text is not one SELECT, fails, or takes longer than it may
   */
  Outcome select(String sql, long rows, Duration timeout, Visitor visitor);

  @Override
  void close();
}
