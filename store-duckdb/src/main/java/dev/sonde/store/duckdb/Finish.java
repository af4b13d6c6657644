package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.Problem;
import java.util.Map;

/** What a load does once all records are in: removes duplicates, derives tables, closes the books. */
final class Finish {

  private static final Sql DUPLICATES = Sql.of(Finish.class, "duplicates");
  private static final Sql NESTED = Sql.of(Finish.class, "nested");
  private static final Sql TASKS = Sql.of(Finish.class, "tasks");
  private static final Sql THINGS = Sql.of(Finish.class, "things");
  private static final Sql PROBLEMS = Sql.of(Finish.class, "problems");

  private final Database database;

  Finish(Database database) {
    this.database = database;
  }

  /**
   * @param outOfRange records with a time that no clock shows
   */
  Coverage run(Books books, long received, long outOfRange) {
    database.execute("CREATE TABLE meta (key VARCHAR, value VARCHAR)");
    database.execute(
        "CREATE TABLE segments (file VARCHAR, spans BIGINT, events BIGINT, samples BIGINT,"
            + " exact BOOLEAN)");
    database.execute("CREATE TABLE losses (kind VARCHAR, cause VARCHAR, count BIGINT)");
    database.execute(
        "CREATE TABLE problems (code VARCHAR, count BIGINT, place VARCHAR, message VARCHAR)");
    Rollups.EMPTY.forEach(database::execute);
    database.script(DUPLICATES);
    long duplicates = database.number("SELECT count(*) FROM surplus");
    database.script(NESTED);
    database.script(TASKS);
    database.script(THINGS);
    database.script(PROBLEMS);
    books(books, duplicates);
    if (outOfRange > 0) {
      problem(
          "malformed", outOfRange, "times", "times outside of 1823 to 2116 were moved to the edge");
    }
    meta(books, duplicates);
    database.execute("CHECKPOINT");
    Coverage coverage = StoredCoverage.read(database, "");
    if (coverage.records() + duplicates != received) {
      throw new IllegalStateException(
          received
              + " records came, "
              + coverage.records()
              + " are stored and "
              + duplicates
              + " were duplicates");
    }
    return coverage;
  }

  private void books(Books books, long duplicates) {
    loss("rejected", books.rejected());
    loss("dropped", books.dropped());
    for (Problem problem : books.problems()) {
      problem(problem.code().word(), problem.count(), problem.where(), problem.message());
    }
    if (duplicates > 0) {
      problem(
          "duplicate", duplicates, "spans", "spans that were there twice; one of each was kept");
    }
  }

  private void loss(String kind, Map<String, Long> causes) {
    causes.forEach((cause, count) ->
        database.execute(
            "INSERT INTO losses VALUES ('%s', %s, %d)"
                .formatted(kind, Database.literal(cause), count)));
  }

  private void problem(String code, long count, String where, String message) {
    database.execute(
        "INSERT INTO problems VALUES ('%s', %d, %s, %s)"
            .formatted(code, count, Database.literal(where), Database.literal(message)));
  }

  private void meta(Books books, long duplicates) {
    database.execute(
        """
        INSERT INTO meta
        SELECT 'version', '%d' UNION ALL SELECT 'format', %s
        UNION ALL SELECT 'duplicates', '%d'
        UNION ALL SELECT 'spans', count(*)::VARCHAR FROM spans
        UNION ALL SELECT 'events', count(*)::VARCHAR FROM events
        UNION ALL SELECT 'samples', count(*)::VARCHAR FROM samples
        UNION ALL SELECT 'start_ns', min(moment)::VARCHAR FROM (
          SELECT min(start_ns) AS moment FROM spans UNION ALL SELECT min(at_ns) FROM events
          UNION ALL SELECT min(at_ns) FROM samples)
        UNION ALL SELECT 'end_ns', max(moment)::VARCHAR FROM (
          SELECT max(greatest(start_ns, end_ns)) AS moment FROM spans UNION ALL SELECT max(at_ns) FROM events
          UNION ALL SELECT max(at_ns) FROM samples)
        """
            .formatted(
                Upgrade.VERSION,
                Database.literal(books.format()),
                duplicates + books.duplicates()));
  }
}
