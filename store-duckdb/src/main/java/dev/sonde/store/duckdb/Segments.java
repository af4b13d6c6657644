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
 * they are sealed) as {@code store}, the sealed ones under the names of their files.
 *
 * @param sealed their names as schemas
 * @param exact those of them that keep what a VARIANT forgets; version 2 did not
 * @param plain those of them that keep records as the live tables do; they were sealed while more came
 * @param weighted those of them whose spans have weights; version 5 had none
 * @param live whether records lie unsealed
 * @param growing whether more of them come: then a connection sees them up to its own watermark
 */
record Segments(
    List<String> sealed,
    Set<String> exact,
    Set<String> plain,
    Set<String> weighted,
    boolean live,
    boolean growing,
    Dialect dialect) {

  /** The name of a connection's variable: up to which position it sees the records that lie unsealed. */
  static final String WATERMARK = "watermark";

  Segments {
    sealed = List.copyOf(sealed);
    exact = Set.copyOf(exact);
    plain = Set.copyOf(plain);
    weighted = Set.copyOf(weighted);
  }

  /** The name under which a segment is attached. */
  static String name(String file) {
    return file.replace(".duckdb", "").replace('-', '_');
  }

  /** Attaches one sealed file. */
  static void attachSealed(Database database, Path directory, String file) {
    attach(database, directory.resolve(file), name(file));
  }

  /** Those of a store that records flow into with one more of its own making, or without some. */
  Segments with(List<String> more, Set<String> less) {
    List<String> names = new ArrayList<>(sealed);
    names.removeAll(less);
    names.addAll(more);
    Set<String> plainOnes = new HashSet<>(plain);
    plainOnes.removeAll(less);
    plainOnes.addAll(more);
    Set<String> weightedOnes = new HashSet<>(weighted);
    weightedOnes.addAll(more);
    return new Segments(names, exact, plainOnes, weightedOnes, live, growing, dialect);
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
        segments.plain,
        segments.weighted,
        true,
        true,
        new DuckDbDialect(any, any, true, true));
  }

  /** Attaches the sealed files; the facts are attached already. */
  static Segments attach(Database database, Path directory) {
    List<String> files = texts(database, "SELECT file FROM store.segments ORDER BY file");
    files.forEach(file -> attachSealed(database, directory, file));
    List<String> sealed = files.stream().map(Segments::name).toList();
    Set<String> exact = named(database, "exact");
    Set<String> plain = named(database, "plain");
    // What is stored is the received less the duplicates, so counting the live tables would do too;
    // the flag spares a scan at each opening.
    boolean live = sealed.isEmpty() || !plain.isEmpty();
    DuckDbDialect dialect =
        new DuckDbDialect(
            kinds(database, false), kinds(database, true), live, sealed.size() > plain.size());
    return new Segments(sealed, exact, plain, weighted(database), live, false, dialect);
  }

  private static Set<String> weighted(Database database) {
    return Set.copyOf(
        texts(
            database,
            "SELECT DISTINCT database_name FROM duckdb_columns() WHERE table_name = 'spans' AND column_name = '"
                + Columns.WEIGHT
                + "'"));
  }

  private static Set<String> named(Database database, String condition) {
    Set<String> names = new HashSet<>();
    texts(database, "SELECT file FROM store.segments WHERE " + condition)
        .forEach(file -> names.add(name(file)));
    return names;
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
