package dev.sonde.store.duckdb;

import dev.sonde.engine.store.StoreException;
import java.nio.file.Path;
import java.util.List;

/** The way of a store's tables from older versions to the program's own. */
final class Upgrade {

  /** Raised with every change of the tables, together with a step below. */
  static final int VERSION = 6;

  /** Step n makes version n + 2 out of version n + 1. */
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              "CREATE TABLE segments (file VARCHAR, spans BIGINT, events BIGINT, samples BIGINT)",
              Rollups.EMPTY.get(0),
              Rollups.EMPTY.get(1)),
          List.of("ALTER TABLE segments ADD COLUMN exact BOOLEAN"),
          LiveTables.UPGRADE,
          LiveTables.SAMPLING,
          List.of(
              "ALTER TABLE spans ADD COLUMN IF NOT EXISTS weight DOUBLE DEFAULT 1",
              "ALTER TABLE undecided ADD COLUMN IF NOT EXISTS weight DOUBLE DEFAULT 1"));

  private Upgrade() {}

  /**
   * The version of the store whose facts are attached under a name.
   *
   * @param schema with its point, or ""
   */
  static long version(Database database, String schema) {
    return database.number("SELECT value::BIGINT FROM " + schema + "meta WHERE key = 'version'");
  }

  /** Refuses a store that a newer program wrote. */
  static void refuseNewer(long version, Path directory) {
    if (version > VERSION) {
      throw new StoreException(
          "the store in "
              + directory
              + " has version "
              + version
              + ", and this Sonde reads up to version "
              + VERSION
              + "; use the Sonde that wrote it or a newer one, or remove the folder to start afresh");
    }
  }

  /** Brings a store up to date, all steps in one transaction. */
  static void run(Path directory, Settings settings) {
    String file = directory.resolve(StoreFolder.FACTS).toString();
    try (Database database = Database.open(file, settings, StoreFolder.spill(directory))) {
      database.execute("BEGIN");
      try {
        for (long from = version(database, ""); from < VERSION; from++) {
          STEPS.get((int) from - 1).forEach(database::execute);
        }
        Derivation.upgrade(database);
        database.execute("UPDATE meta SET value = '" + VERSION + "' WHERE key = 'version'");
        database.execute("COMMIT");
      } catch (RuntimeException e) {
        database.execute("ROLLBACK");
        throw e;
      }
      database.execute("CHECKPOINT");
    }
  }
}
