package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Sql;
import dev.sonde.engine.store.StoreException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/** One DuckDB instance and the connection that made it. Not safe for several threads. */
final class Database implements AutoCloseable {

  private static final int MESSAGE_LIMIT = 400;

  private static final long LOAD_LOG_BYTES = 4L << 30;

  private final DuckDBConnection connection;

  private Database(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** Opens a file for writing, or an empty instance in memory where the file is "". */
  static Database open(String file, Settings settings, Path spill) {
    // Trap 3 of the driver: the default of 16 MB recompresses the last row group again and again.
    return open(file, settings, spill, LOAD_LOG_BYTES);
  }

  /**
   * @param logBytes at which the log is taken into the file
   */
  static Database open(String file, Settings settings, Path spill, long logBytes) {
    Properties properties = new Properties();
    // Nothing is fetched from a network at run time, and a missing extension must fail at once.
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("threads", Integer.toString(settings.threads()));
    properties.setProperty("memory_limit", (settings.memoryBytes() >> 20) + "MiB");
    properties.setProperty("temp_directory", spill.toString());
    // Rows carry their position; keeping their order would cost parallel loading.
    properties.setProperty("preserve_insertion_order", "false");
    properties.setProperty("checkpoint_threshold", (logBytes >> 20) + "MiB");
    // Rows come as they are made: a result is never held as a whole.
    properties.setProperty("jdbc_stream_results", "true");
    try {
      return new Database(
          DriverManager.getConnection("jdbc:duckdb:" + file, properties)
              .unwrap(DuckDBConnection.class));
    } catch (SQLException e) {
      throw failure("cannot open " + (file.isEmpty() ? "a database" : file), e);
    }
  }

  DuckDBConnection connection() {
    return connection;
  }

  /** Another connection to the same instance, for another thread. */
  Database another() {
    try {
      return new Database(connection.duplicate());
    } catch (SQLException e) {
      throw failure("cannot open a further connection", e);
    }
  }

  /** Runs one statement; how many rows it changed, -1 where that is not known. */
  long execute(String sql) {
    // A fresh statement each time: a failed one is closed for good (trap 5 of the driver).
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql) ? -1 : statement.getLargeUpdateCount();
    } catch (SQLException e) {
      throw failure("the store's own SQL failed: " + firstLine(sql), e);
    }
  }

  /** Runs something as one transaction, which is rolled back where it fails. */
  void transaction(Runnable body) {
    execute("BEGIN");
    try {
      body.run();
      execute("COMMIT");
    } catch (RuntimeException | Error e) {
      // A later COMMIT would return without having stored anything (trap 2 of the driver).
      rollback(e);
      throw e;
    }
  }

  private void rollback(Throwable failure) {
    try {
      execute("ROLLBACK");
    } catch (StoreException e) {
      // A COMMIT that failed has ended the transaction already.
      failure.addSuppressed(e);
    }
  }

  /** Runs a file of statements, each ended by a semicolon at the end of a line. */
  void script(Sql sql) {
    for (String statement : sql.text().split(";\\s*\\R|;\\s*$")) {
      if (!statement.isBlank()) {
        execute(statement);
      }
    }
  }

  /** The only number of the only row; 0 where it is null or there is none. */
  long number(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    } catch (SQLException e) {
      throw failure("the store's own SQL failed: " + firstLine(sql), e);
    }
  }

  boolean isClosed() {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure("cannot close a database", e);
    }
  }

  /** A text constant of SQL. */
  static String literal(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    // The parser takes NUL for the end of the statement.
    return text.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
  }

  static StoreException failure(String what, Throwable cause) {
    return new StoreException(what + ": " + bounded(String.valueOf(cause.getMessage())), cause);
  }

  static String bounded(String message) {
    String text = message.strip();
    return text.length() <= MESSAGE_LIMIT ? text : text.substring(0, MESSAGE_LIMIT) + "…";
  }

  private static String firstLine(String sql) {
    String text = sql.strip();
    int end = text.indexOf('\n');
    return bounded(end < 0 ? text : text.substring(0, end));
  }
}
