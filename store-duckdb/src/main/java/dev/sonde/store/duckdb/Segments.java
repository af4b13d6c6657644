package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Dialect;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of a store, attached for reading: the one with what is derived (and with the records, until
 * they are sealed) as {@code store}, the sealed ones as {@code sealed_1} and so on.
 *
 * @param sealed their names as schemas
 * @param exact those of them that keep what a VARIANT forgets; version 2 did not
 * @param live whether records lie unsealed
 * @param growing whether more of them come: then a connection sees them up to its own watermark
 */
record Segments(
    List<String> sealed, Set<String> exact, boolean live, boolean growing, Dialect dialect) {

  /** The name of a connection's variable: up to which position it sees the records that lie unsealed. */
  static final String WATERMARK = "watermark";

  Segments {
    sealed = List.copyOf(sealed);
    exact = Set.copyOf(exact);
  }

  /** Attaches the file with what is derived. */
  static void attachFacts(Database database, Path directory) {
    attach(database, directory.resolve(StoreFolder.FACTS), "store");
  }

  /** Attaches the sealed files of a store that records flow into, and takes every key for known. */
  static Segments attachLive(Database database, Path directory) {
    Segments segments = attach(database, directory);
    Map<String, Set<String>> any = Map.of(KeyCatalogue.OVERFLOW, Set.of());
    return new Segments(
        segments.sealed,
        segments.exact,
        true,
        true,
        new DuckDbDialect(any, any, true, !segments.sealed.isEmpty()));
  }

  /** Attaches the sealed files; the facts are attached already. */
  static Segments attach(Database database, Path directory) {
    List<String> sealed = new ArrayList<>();
    Set<String> exact = new HashSet<>();
    Set<String> exactFiles =
        new HashSet<>(texts(database, "SELECT file FROM store.segments WHERE exact"));
    for (String file : texts(database, "SELECT file FROM store.segments ORDER BY file")) {
      String name = "sealed_" + (sealed.size() + 1);
      attach(database, directory.resolve(file), name);
      sealed.add(name);
      if (exactFiles.contains(file)) {
        exact.add(name);
      }
    }
    // What is stored is the received less the duplicates, so counting the live tables would do too;
    // the flag spares a scan at each opening.
    boolean live = sealed.isEmpty();
    DuckDbDialect dialect =
        new DuckDbDialect(kinds(database, false), kinds(database, true), live, !sealed.isEmpty());
    return new Segments(sealed, exact, live, false, dialect);
  }

  /** The kinds of values that occur under each key. */
  private static Map<String, Set<String>> kinds(Database database, boolean resource) {
    Map<String, Set<String>> kinds = new HashMap<>();
    String sql =
        "SELECT kind || ' ' || key FROM store.attribute_keys WHERE "
            + (resource ? "relation = 'resource'" : "relation <> 'resource'");
    for (String pair : texts(database, sql)) {
      int space = pair.indexOf(' ');
      kinds
          .computeIfAbsent(pair.substring(space + 1), _ -> new HashSet<>())
          .add(pair.substring(0, space));
    }
    return kinds;
  }

  private static void attach(Database database, Path file, String name) {
    database.execute(
        "ATTACH " + Database.literal(file.toString()) + " AS " + name + " (READ_ONLY)");
  }

  static List<String> texts(Database database, String sql) {
    List<String> texts = new ArrayList<>();
    try (Statement statement = database.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw Database.failure("the store's own SQL failed: " + sql, e);
    }
    return texts;
  }
}
