package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Dialect;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files of a store, attached for reading: the one with what is derived (and with the records, until
 * they are sealed) as {@code store}, the sealed ones as {@code sealed_1} and so on.
 *
 * @param sealed their names as schemas
 * @param live whether records lie unsealed
 */
record Segments(List<String> sealed, boolean live, Dialect dialect) {

  Segments {
    sealed = List.copyOf(sealed);
  }

  /** Attaches the file with what is derived. */
  static void attachFacts(Database database, Path directory) {
    attach(database, directory.resolve(StoreFolder.FACTS), "store");
  }

  /** Attaches the sealed files; the facts are attached already. */
  static Segments attach(Database database, Path directory) {
    List<String> sealed = new ArrayList<>();
    for (String file : texts(database, "SELECT file FROM store.segments ORDER BY file")) {
      String name = "sealed_" + (sealed.size() + 1);
      attach(database, directory.resolve(file), name);
      sealed.add(name);
    }
    // What is stored is the received less the duplicates, so counting the live tables would do too;
    // the flag spares a scan at each opening.
    boolean live = sealed.isEmpty();
    Set<String> own =
        new HashSet<>(
            texts(database, "SELECT key FROM store.attribute_keys WHERE relation <> 'resource'"));
    Set<String> resources =
        new HashSet<>(
            texts(database, "SELECT key FROM store.attribute_keys WHERE relation = 'resource'"));
    return new Segments(sealed, live, new DuckDbDialect(own, resources, live, !sealed.isEmpty()));
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
