package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Removal;
import dev.sonde.engine.store.StoreException;
import java.util.List;
import java.util.Locale;

/**
 * Removes records from the live tables, in the transaction of the caller, who then derives everything
 * anew from what is left: what a record said cannot be taken back from sums and last words.
 */
final class Clearing {

  private static final List<String> TABLES = List.of("spans", "events", "samples");

  private final Database database;
  private final Removal what;

  /**
   * @param database a connection whose current database is the store
   */
  Clearing(Database database, Removal what) {
    this.database = database;
    this.what = what;
  }

  /**
   * Removes what is to go; how many records that were. Those that lie sealed and stay become unsealed
   * again, as everything is derived from the live tables.
   */
  long run(Segments segments) {
    long removed = 0;
    boolean all = what instanceof Removal.All;
    if (!all && segments.sealed().size() > segments.plain().size()) {
      throw new StoreException(
          "this store was sealed when it was loaded from files: clear all of it, or load the files again"
              + " without what is to go");
    }
    for (String table : TABLES) {
      for (String segment : segments.sealed()) {
        removed += database.number("SELECT count(*) FROM " + segment + "." + table);
        if (!all) {
          removed -=
              database.execute(
                  "INSERT INTO "
                      + table
                      + " BY NAME SELECT * FROM "
                      + segment
                      + "."
                      + table
                      + " WHERE NOT ("
                      + condition(table)
                      + ")");
        }
      }
      removed += database.execute("DELETE FROM " + table + " WHERE " + condition(table));
    }
    removed += database.execute("DELETE FROM undecided WHERE " + condition("spans"));
    database.execute("DELETE FROM segments");
    return removed;
  }

  private String condition(String table) {
    return switch (what) {
      case Removal.All _ -> "true";
      case Removal.Run run -> "run_id = " + Database.literal(run.id());
      case Removal.Trace trace -> table.equals("samples") ? "false" : trace(trace.id());
      case Removal.Older older ->
          (table.equals("spans") ? "coalesce(end_ns, start_ns)" : "at_ns")
              + " < "
              + older.beforeNanos();
    };
  }

  private static String trace(String id) {
    if (!id.toLowerCase(Locale.ROOT).matches("[0-9a-f]{32}")) {
      throw new StoreException("a trace's id has 32 hexadecimal digits, and " + id + " has not");
    }
    return "trace_hi = "
        + Long.parseUnsignedLong(id.substring(0, 16), 16)
        + " AND trace_lo = "
        + Long.parseUnsignedLong(id.substring(16), 16);
  }
}
