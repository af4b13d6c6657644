package dev.sonde.engine.store;

import java.util.List;

/**
 * SQL ready to run.
 *
 * @param binds for the question marks, in order: String, Long, Double, Boolean or null
 */
public record Statement(String sql, List<Object> binds) {

  public Statement {
    binds = List.copyOf(binds);
  }

  public Statement(String sql) {
    this(sql, List.of());
  }
}
