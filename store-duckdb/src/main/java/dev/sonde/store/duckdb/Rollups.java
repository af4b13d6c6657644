package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Sql;
import java.nio.file.Path;
import java.util.List;

/** Sums per ten seconds that answer for the spans themselves where there are very many. */
final class Rollups {

  private static final Sql BUILD = Sql.of(Rollups.class, "rollups");

  /** The same tables with nothing in them, for a load that is small enough to be asked itself. */
  static final List<String> EMPTY =
      List.of(
          "CREATE TABLE rollup (bin_ns BIGINT, run_id VARCHAR, name VARCHAR, service VARCHAR, task_prefix"
              + " VARCHAR, worker VARCHAR, role VARCHAR, component VARCHAR, count BIGINT, errors BIGINT, open"
              + " BIGINT, sum_ns BIGINT, max_ns BIGINT, histogram MAP(SMALLINT, UBIGINT))",
          "CREATE TABLE rollup_edge (bin_ns BIGINT, run_id VARCHAR, kind VARCHAR, from_id VARCHAR, to_id"
              + " VARCHAR, count BIGINT, errors BIGINT, sum_ns BIGINT, histogram MAP(SMALLINT, UBIGINT))");

  private Rollups() {}

  /** From the tables of the instance's own file. */
  static void build(Database database) {
    database.script(BUILD.with("into", ""));
  }

  /** From all segments of a finished store, which nobody reads meanwhile. */
  static void rebuild(Path directory, Settings settings) {
    try (Database database = Database.open("", settings, StoreFolder.spill(directory))) {
      database.execute(
          "ATTACH "
              + Database.literal(directory.resolve(StoreFolder.FACTS).toString())
              + " AS store");
      Relations.raw(database, Segments.attach(database, directory));
      database.execute("CREATE VIEW spans AS FROM raw_span");
      database.execute("CREATE VIEW tasks AS FROM store.tasks");
      database.execute("BEGIN");
      try {
        database.script(BUILD.with("into", "store."));
        database.execute("COMMIT");
      } catch (RuntimeException e) {
        database.execute("ROLLBACK");
        throw e;
      }
      database.execute("CHECKPOINT store");
    }
  }
}
