package dev.sonde.engine.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Runs SELECTs. Failures are {@link StoreException}. */
public interface Queries {

  /**
   * Hands over rows as they come, until there are no more or the visitor returns false. A row is valid
   * only during its visit.
   */
  void stream(Statement statement, Predicate<Row> visitor);

  /** All rows; for results that are known to be small. */
  default <T> List<T> list(Statement statement, Function<Row, T> reader) {
    List<T> rows = new ArrayList<>();
    stream(
        statement,
        row -> {
          rows.add(reader.apply(row));
          return true;
        });
    return rows;
  }
}
