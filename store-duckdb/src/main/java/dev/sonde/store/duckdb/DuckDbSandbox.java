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

  private static final String STATEMENTS =
      """
      SELECT json_extract(parsed, '/error')::BOOLEAN, json_extract_string(parsed, '/error_message'),
             json_array_length(parsed, '/statements')
      FROM (SELECT json_serialize_sql(?) AS parsed)
      """;

  /** Every name that a SELECT calls or reads, however deep, with what it is. */
  private static final String NAMES =
      """
      SELECT DISTINCT CASE type WHEN 'BASE_TABLE' THEN 'relation' WHEN 'SHOW_REF' THEN 'show'
                           WHEN 'TABLE_FUNCTION' THEN 'table' ELSE 'scalar' END AS kind,
        unnest(CASE type
          WHEN 'BASE_TABLE' THEN [json_extract_string(value, '/table_name'),
                                  json_extract_string(value, '/schema_name')]
          WHEN 'SHOW_REF' THEN ['SHOW']
          WHEN 'TABLE_FUNCTION' THEN [json_extract_string(value, '/function/function_name')]
          ELSE [json_extract_string(value, '/function_name')] END) AS name
      FROM (SELECT node.value AS value, json_extract_string(node.value, '/type') AS type,
                   json_extract_string(node.value, '/class') AS class
            FROM json_tree(json_serialize_sql(?)) node WHERE node.type = 'OBJECT')
      WHERE type IN ('BASE_TABLE', 'TABLE_FUNCTION') OR class IN ('FUNCTION', 'WINDOW')
         -- DESCRIBE has the query that it describes in it; SHOW lists what is none of the user's.
         OR (type = 'SHOW_REF' AND coalesce(json_type(value, '/query'), 'NULL') <> 'OBJECT')
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

  /** Refuses what is not one SELECT over what users may name. */
  static void check(Database own, String sql) {
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
    // A function in FROM is a call like any other below; it is judged by where it stands.
    Set<String> inFrom = new TreeSet<>();
    Set<String> calls = new TreeSet<>();
    try (PreparedStatement walk = own.connection().prepareStatement(NAMES)) {
      walk.setString(1, sql);
      try (ResultSet names = walk.executeQuery()) {
        while (names.next()) {
          String name = names.getString(2);
          if (name == null) {
            continue;
          }
          switch (names.getString(1)) {
            case "table" -> inFrom.add(name);
            case "relation" -> {
              if (AllowedFunctions.isCatalog(name) || AllowedFunctions.isFile(name)) {
                refused.add(name);
              }
            }
            case "scalar" -> calls.add(name);
            default -> refused.add(name);
          }
        }
      }
    } catch (SQLException e) {
      throw Database.failure("cannot look into the SELECT", e);
    }
    inFrom.stream().filter(name -> !AllowedFunctions.table(name)).forEach(refused::add);
    calls.stream()
        .filter(name -> !AllowedFunctions.scalar(name) && !inFrom.contains(name))
        .forEach(refused::add);
    return refused;
  }

  /** Runs what was checked. */
  static Outcome run(Database own, String sql, long most, Duration timeout, Visitor visitor) {
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
