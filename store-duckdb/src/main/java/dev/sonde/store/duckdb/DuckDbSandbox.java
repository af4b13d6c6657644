package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Sandbox;
import dev.sonde.engine.store.StoreException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * An instance of its own for SQL from users, with its own memory limit: a query that hits it fails
 * alone. The store's files are attached read-only, then every way out is closed and the lock thrown.
 */
final class DuckDbSandbox implements Sandbox {

  /** Functions in FROM; all others of DuckDB read files, settings or its own inside. */
  private static final Set<String> TABLE_FUNCTIONS =
      Set.of("range", "generate_series", "unnest", "json_each", "json_tree");

  /** Functions elsewhere that are more than a calculation on their arguments. */
  private static final Set<String> REFUSED_FUNCTIONS =
      Set.of(
          "getenv",
          "write_log",
          "current_setting",
          "nextval",
          "currval",
          "getvariable",
          "sleep_ms");

  private static final String STATEMENTS =
      """
      SELECT json_extract(parsed, '/error')::BOOLEAN, json_extract_string(parsed, '/error_message'),
             json_array_length(parsed, '/statements')
      FROM (SELECT json_serialize_sql(?) AS parsed)
      """;

  private static final String FUNCTIONS =
      """
      SELECT DISTINCT
        coalesce(json_extract_string(node.value, '/function/function_name'),
                 json_extract_string(node.value, '/function_name')) AS name,
        json_extract_string(node.value, '/type') = 'TABLE_FUNCTION' AS from_clause
      FROM json_tree(json_serialize_sql(?)) node
      WHERE node.type = 'OBJECT'
        AND (json_extract_string(node.value, '/type') = 'TABLE_FUNCTION'
             OR json_extract_string(node.value, '/class') = 'FUNCTION')
      """;

  private final Database database;

  private DuckDbSandbox(Database database) {
    this.database = database;
  }

  static DuckDbSandbox open(Path directory, Settings settings) {
    Database database = Database.open("", settings, StoreFolder.spill(directory));
    try {
      Segments.attachFacts(database, directory);
      Relations.make(database, Segments.attach(database, directory));
      database.execute("SET enable_external_access = false");
      database.execute("SET lock_configuration = true");
      return new DuckDbSandbox(database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public Outcome select(String sql, long rows, Duration timeout, Visitor visitor) {
    try (Database own = another()) {
      check(own, sql);
      return run(own, sql, rows, timeout, visitor);
    }
  }

  private synchronized Database another() {
    return database.another();
  }

  private static void check(Database own, String sql) {
    try (PreparedStatement parse = own.connection().prepareStatement(STATEMENTS)) {
      parse.setString(1, sql);
      try (ResultSet answer = parse.executeQuery()) {
        answer.next();
        if (answer.getBoolean(1)) {
          throw new StoreException(
              "not a SELECT that can be run: " + Database.bounded(answer.getString(2)));
        }
        long statements = answer.getLong(3);
        if (statements != 1) {
          throw new StoreException("one SELECT is taken, not " + statements + " statements");
        }
      }
    } catch (SQLException e) {
      throw Database.failure("not a SELECT that can be run", e);
    }
    Set<String> refused = refused(own, sql);
    if (!refused.isEmpty()) {
      throw new StoreException(
          "not allowed in SQL from users: "
              + String.join(", ", refused)
              + " (files, settings, inside of DuckDB)");
    }
  }

  private static Set<String> refused(Database own, String sql) {
    Set<String> refused = new TreeSet<>();
    try (PreparedStatement walk = own.connection().prepareStatement(FUNCTIONS)) {
      walk.setString(1, sql);
      try (ResultSet functions = walk.executeQuery()) {
        while (functions.next()) {
          String name = functions.getString(1);
          boolean allowed =
              functions.getBoolean(2)
                  ? TABLE_FUNCTIONS.contains(name)
                  : !REFUSED_FUNCTIONS.contains(name);
          if (name != null && !allowed) {
            refused.add(name);
          }
        }
      }
    } catch (SQLException e) {
      throw Database.failure("cannot look into the SELECT", e);
    }
    return refused;
  }

  private static Outcome run(
      Database own, String sql, long most, Duration timeout, Visitor visitor) {
    boolean late = false;
    try (PreparedStatement statement = own.connection().prepareStatement(sql)) {
      Canceller canceller = Canceller.watch(statement, timeout.toMillis());
      try (canceller;
          ResultSet result = statement.executeQuery()) {
        DuckDbRow row = new DuckDbRow(result);
        visitor.columns(row.columns(), row.types());
        long count = 0;
        while (result.next()) {
          if (count == most) {
            return new Outcome(count, true);
          }
          visitor.row(row);
          count++;
        }
        return new Outcome(count, false);
      } finally {
        late = canceller.late();
      }
    } catch (SQLException e) {
      if (late) {
        throw new StoreException(
            "the query took longer than "
                + timeout.toSeconds()
                + " s; narrow it, or allow it more time",
            e);
      }
      throw Database.failure("the query failed", e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
