package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Sql;
import java.util.List;

/** Derives everything anew each time: right, and too slow for more than a few hundred thousand records. */
final class WholeRefresh implements Refresher {

  private static final List<String> DERIVED =
      List.of("inferred", "attempt_numbers", "tasks", "workers", "runs", "traces", "measured");

  private static final List<String> SCRIPTS =
      List.of("duplicates", "nested", "tasks", "things", "problems");

  @Override
  public long refresh(Database database, long fromSeqExclusive, long toSeqInclusive) {
    DERIVED.forEach(table -> database.execute("DROP TABLE " + table));
    for (String table :
        Segments.texts(database, "SELECT table_name FROM duckdb_tables() WHERE temporary")) {
      database.execute("DROP TABLE temp." + table);
    }
    database.execute("DELETE FROM problems");
    long surplus = 0;
    for (String script : SCRIPTS) {
      database.script(Sql.of(Finish.class, script));
      if (script.equals("duplicates")) {
        surplus = database.number("SELECT count(*) FROM surplus");
      }
    }
    database.execute(
        "DELETE FROM meta WHERE key IN ('spans', 'events', 'samples', 'start_ns', 'end_ns')");
    database.execute(Finish.EXTENT);
    return surplus;
  }

  @Override
  public long anew(Database database) {
    return refresh(database, -1, Long.MAX_VALUE);
  }
}
