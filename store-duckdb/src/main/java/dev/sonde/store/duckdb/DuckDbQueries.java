package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Queries;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.StoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs SELECTs, each on a connection that no other uses meanwhile. A thread that is interrupted cancels
 * its query.
 */
final class DuckDbQueries implements Queries, AutoCloseable {

  private final Database database;
  private final ConcurrentLinkedQueue<Database> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  DuckDbQueries(Database database) {
    this.database = database;
  }

  @Override
  public void stream(Statement statement, Predicate<Row> visitor) {
    Database connection = take();
    boolean sound = false;
    try {
      run(connection, statement, visitor);
      sound = true;
    } finally {
      if (sound && !closed) {
        idle.add(connection);
      } else {
        connection.close();
      }
    }
  }

  /** Runs one on a connection that nobody else uses meanwhile. */
  static void run(Database connection, Statement statement, Predicate<Row> visitor) {
    // A fresh statement for each call: one that failed is closed for good (trap 5 of the driver).
    try (PreparedStatement prepared = connection.connection().prepareStatement(statement.sql())) {
      for (int i = 0; i < statement.binds().size(); i++) {
        prepared.setObject(i + 1, statement.binds().get(i));
      }
      visit(prepared, visitor);
    } catch (SQLException e) {
      throw failure(statement, e);
    }
  }

  private static void visit(PreparedStatement prepared, Predicate<Row> visitor)
      throws SQLException {
    try (Canceller _ = Canceller.watch(prepared);
        ResultSet rows = prepared.executeQuery()) {
      DuckDbRow row = new DuckDbRow(rows);
      while (rows.next() && visitor.test(row)) {
        if (Thread.currentThread().isInterrupted()) {
          throw new StoreException("the query was interrupted");
        }
      }
    }
  }

  private Database take() {
    if (closed) {
      throw new StoreException("the store is closed");
    }
    @Nullable Database connection = idle.poll();
    if (connection != null) {
      return connection;
    }
    synchronized (database) {
      return database.another();
    }
  }

  private static StoreException failure(Statement statement, SQLException cause) {
    if (Thread.currentThread().isInterrupted()) {
      return new StoreException("the query was interrupted", cause);
    }
    String sql = statement.sql().strip();
    return new StoreException(
        "the query failed: "
            + Database.bounded(String.valueOf(cause.getMessage()))
            + "\nin: "
            + Database.bounded(sql),
        cause);
  }

  @Override
  public void close() {
    closed = true;
    for (Database each = idle.poll(); each != null; each = idle.poll()) {
      each.close();
    }
  }
}
