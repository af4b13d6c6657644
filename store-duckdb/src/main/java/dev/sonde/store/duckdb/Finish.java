package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.Coverage;
import dev.sonde.model.Problem;
import java.util.Map;

/** What a load does once all records are in: removes duplicates, derives tables, closes the books. */
final class Finish {

  /**
   * What deriving may hold for each record: 8.8 million spans of 1.7 million tasks did
   * not fit into 640 MiB, as lists of what tasks need are not spilled.
   */
  private static final long BYTES_A_RECORD = 300;

  private static final long MOST_BYTES = 4L << 30;

  private final Database database;
  private final Settings settings;

  Finish(Database database, Settings settings) {
    this.database = database;
    this.settings = settings;
  }

  private void makeRoom(long records) {
    long bytes = Math.min(MOST_BYTES, BYTES_A_RECORD * records);
    if (bytes > settings.memoryBytes()) {
      database.execute("SET memory_limit = '" + (bytes >> 20) + "MiB'");
    }
  }

  /**
   * @param outOfRange records with a time that no clock shows
   */
  Coverage run(Books books, long received, long outOfRange) {
    database.execute("CREATE TABLE meta (key VARCHAR, value VARCHAR)");
    database.execute(
        "CREATE TABLE segments (file VARCHAR, spans BIGINT, events BIGINT, samples BIGINT,"
            + " exact BOOLEAN, plain BOOLEAN, seq BIGINT, end_ns BIGINT)");
    database.execute("CREATE TABLE losses (kind VARCHAR, cause VARCHAR, count BIGINT)");
    database.execute(
        "CREATE TABLE problems (code VARCHAR, count BIGINT, place VARCHAR, message VARCHAR)");
    Rollups.EMPTY.forEach(database::execute);
    LiveTables.CREATE.forEach(database::execute);
    LiveTables.SAMPLING.forEach(database::execute);
    makeRoom(received);
    Derivation.create(database, "");
    long duplicates = new Derivation("").refresh(database, -1, Derivation.ALL);
    books(books, duplicates);
    if (outOfRange > 0) {
      problem(Columns.outOfRange(outOfRange));
    }
    meta(books, duplicates);
    LiveTables.begin(database, received);
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
      problem(problem);
    }
    long twice = duplicates == 0 ? 0 : twice(database);
    if (twice > 0) {
      problem(duplicates(twice));
    }
  }

  /**
   * Of the spans that were just removed as they were there already, those that were there twice indeed:
   * not those that had been told of while they were open.
   */
  static long twice(Database database) {
    return database.number("SELECT count(*) FROM surplus WHERE NOT succeeded");
  }

  /** What is said of spans that were there already. */
  static Problem duplicates(long spans) {
    return new Problem(
        Problem.Code.DUPLICATE,
        spans,
        "spans",
        "spans that were there twice; one of each was kept");
  }

  private void loss(String kind, Map<String, Long> causes) {
    causes.forEach((cause, count) ->
        database.execute(
            "INSERT INTO losses VALUES ('%s', %s, %d)"
                .formatted(kind, Database.literal(cause), count)));
  }

  private void problem(Problem problem) {
    database.execute(
        "INSERT INTO reported VALUES (0, '%s', %d, %s, %s)"
            .formatted(
                problem.code().word(),
                problem.count(),
                Database.literal(problem.where()),
                Database.literal(problem.message())));
  }

  private void meta(Books books, long duplicates) {
    database.execute(
        """
        INSERT INTO meta
        SELECT 'version', '%d' UNION ALL SELECT 'format', %s
        UNION ALL SELECT 'duplicates', '%d'
        """
            .formatted(
                Upgrade.VERSION,
                Database.literal(books.format()),
                duplicates + books.duplicates()));
  }
}
