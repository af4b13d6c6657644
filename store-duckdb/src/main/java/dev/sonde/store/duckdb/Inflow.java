package dev.sonde.store.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;

/**
 * Fills one table of a live store, again and again. A table function registers once in an instance, so
 * this one stays and its records change. Rows are made of records on DuckDB's threads.
 *
 * @param <T> a record
 * @param <R> what its columns are read from
 */
final class Inflow<T, R> implements DuckDBTableFunction<Boolean, Boolean, Boolean> {

  private final String function;
  private final String table;
  private final Function<T, R> row;
  private final List<Column<R>> columns;

  private volatile List<T> items = List.of();
  private final AtomicInteger next = new AtomicInteger();

  Inflow(String table, Function<T, R> row, List<Column<R>> columns) {
    this.function = "arriving_" + table;
    this.table = table;
    this.row = row;
    this.columns = columns;
  }

  @SuppressWarnings("try") // Only closed: the function stays with the instance.
  Inflow<T, R> register(Database database) {
    try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
      var _ = builder.withName(function).withFunction(this).register(database.connection());
    } catch (SQLException e) {
      throw Database.failure("cannot register " + function, e);
    }
    return this;
  }

  /** Inserts the items in the transaction that the connection is in. */
  void insert(Database database, List<T> fresh) {
    insert(database, fresh, "");
  }

  /**
   * @param more columns that are the same in all rows, as in {@code , 1 AS one}
   */
  void insert(Database database, List<T> fresh, String more) {
    if (fresh.isEmpty()) {
      return;
    }
    items = fresh;
    next.set(0);
    try {
      long inserted =
          database.execute(
              "INSERT INTO store."
                  + table
                  + " BY NAME SELECT *"
                  + more
                  + " FROM "
                  + function
                  + "()");
      if (inserted != fresh.size()) {
        throw new IllegalStateException(
            inserted + " of " + fresh.size() + " rows came out of " + function);
      }
    } finally {
      items = List.of();
    }
  }

  @Override
  public Boolean bind(DuckDBTableFunctionBindInfo info) {
    for (Column<R> column : columns) {
      info.addResultColumn(column.name(), column.type());
    }
    return Boolean.TRUE;
  }

  @Override
  public Boolean init(DuckDBTableFunctionInitInfo info) {
    int vectors = (items.size() + Feed.ROWS - 1) / Feed.ROWS;
    info.setMaxThreads(Math.clamp(vectors, 1, Runtime.getRuntime().availableProcessors()));
    return Boolean.TRUE;
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter writer) {
    List<T> all = items;
    int from = next.getAndAdd(Feed.ROWS);
    if (from >= all.size()) {
      return 0;
    }
    List<T> part = all.subList(from, Math.min(all.size(), from + Feed.ROWS));
    List<R> rows = new ArrayList<>(part.size());
    for (T item : part) {
      rows.add(row.apply(item));
    }
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).writer().write(rows, writer.vector(i));
    }
    return rows.size();
  }
}
