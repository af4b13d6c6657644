package dev.sonde.engine.store;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tables of a question's own, beside a store's relations; gone when the store is closed. */
public interface Scratch {

  /**
   * A column of a table.
   *
   * @param text whether it holds texts rather than whole numbers
   */
  record Column(String name, boolean text) {}

  /** Keeps the rows of a SELECT; the name of the table, for FROM. */
  String keep(Statement select);

  /**
   * Makes a table of rows from elsewhere; its name, for FROM.
   *
   * @param rows hands over each row to who takes it: a String, a Long or null for each column
   */
  String fill(List<Column> columns, Consumer<Consumer<List<@Nullable Object>>> rows);
}
