package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Sql;
import java.util.function.LongFunction;

/**
 * Keeps what is derived from the records: removes duplicates, finds nested attempts, and brings tasks,
 * workers, runs, traces, problems and counters up to date. A load of files is one refresh over
 * everything, a live store makes many over what came meanwhile; the tables are the same whatever the
 * chunks and their order. Not safe for several threads.
 */
final class Derivation implements Refresher {

  /** Up to the last record. */
  static final long ALL = Long.MAX_VALUE;

  private static final Sql TABLES = Sql.of(Derivation.class, "derived");
  private static final Sql ANEW = Sql.of(Derivation.class, "derived_anew");
  private static final Sql SETS = Sql.of(Derivation.class, "derivation");

  private final String schema;
  private final LongFunction<String> earlier;
  private boolean prepared;

  /**
   * @param schema of the store's tables with its point, or ""
   * @param earlier a relation with at least all spans that start at or after a moment, wherever they lie
   */
  Derivation(String schema, LongFunction<String> earlier) {
    this.schema = schema;
    this.earlier = earlier;
  }

  /** Of a store whose records all lie in its own tables. */
  Derivation(String schema) {
    this(schema, _ -> schema + "spans");
  }

  /** Makes the derived tables, empty, beside {@code meta}, {@code problems} and those of records. */
  static void create(Database database, String schema) {
    database.script(TABLES.with("s", schema));
    database.execute(
        "INSERT INTO "
            + schema
            + "meta VALUES ('spans', '0'), ('events', '0'), ('samples', '0'), ('start_ns', NULL),"
            + " ('end_ns', NULL)");
  }

  /** Brings the tables of an older version to the shape of this one, in the instance's own file. */
  static void upgrade(Database database) {
    if (database.number("SELECT count(*) FROM segments") > 0) {
      database.script(Sql.of(Derivation.class, "derived_sealed"));
      database.script(TABLES.with("s", ""));
    } else {
      new Derivation("").anew(database);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @param database the same connection each time: its temporary tables are the working sets
   * @param from -1 where nothing is derived yet
   * @param to {@link #ALL} where everything that is visible is to be taken in
   */
  @Override
  public long refresh(Database database, long from, long to) {
    if (!prepared) {
      database.script(SETS.with("s", schema));
    }
    // A rollback takes the sets away as well, so they count as made only when all went well.
    prepared = false;
    long duplicates = new Refresh(database, schema, earlier, from, to).run();
    prepared = true;
    return duplicates;
  }

  @Override
  public long anew(Database database) {
    database.script(ANEW.with("s", schema));
    create(database, schema);
    return refresh(database, -1, ALL);
  }
}
