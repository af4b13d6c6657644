package dev.sonde.store.duckdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tables that a store needs for records to flow into it, beside those of the records. */
final class LiveTables {

  /** Ends the name of a file's write-ahead log. */
  static final String LOG = ".wal";

  /**
   * {@code watermark}: up to which position everything is derived, and how often that was done. {@code
   * ledger}: what became of the records that came, each row as of a position; they are summed up. {@code
   * reported}: problems that readers saw. {@code digests}: requests of the last hour.
   */
  static final List<String> CREATE =
      List.of(
          "CREATE TABLE watermark (seq BIGINT, refresh BIGINT)",
          "CREATE TABLE ledger (seq BIGINT, kind VARCHAR, cause VARCHAR, count BIGINT)",
          "CREATE TABLE reported (seq BIGINT, code VARCHAR, count BIGINT, place VARCHAR, message VARCHAR)",
          "CREATE TABLE digests (high BIGINT, low BIGINT, at_ns BIGINT)");

  /**
   * {@code undecided}: spans that came and may yet be sampled out, with when they came. {@code
   * kept_traces}: those that were kept in the last hour though they were not chosen. After the tables of
   * records.
   */
  static final List<String> SAMPLING =
      List.of(
          "CREATE TABLE undecided AS SELECT *, 0::BIGINT AS arrived_ns FROM spans LIMIT 0",
          "CREATE TABLE kept_traces (trace_hi BIGINT, trace_lo BIGINT, at_ns BIGINT)");

  /** From what {@code meta} and {@code losses} say of a load. */
  private static final String LEDGER =
      """
      INSERT INTO ledger
      SELECT 0, CASE key WHEN 'duplicates' THEN 'duplicate' ELSE 'stored' END, '', sum(value::BIGINT)::BIGINT
      FROM meta WHERE key IN ('spans', 'events', 'samples', 'duplicates') GROUP BY ALL
      UNION ALL SELECT 0, kind, cause, count FROM losses
      """;

  static final List<String> UPGRADE = upgrade();

  private LiveTables() {}

  private static List<String> upgrade() {
    List<String> steps = new ArrayList<>(CREATE);
    steps.add("ALTER TABLE segments ADD COLUMN plain BOOLEAN");
    steps.add("ALTER TABLE segments ADD COLUMN seq BIGINT");
    steps.add("ALTER TABLE segments ADD COLUMN end_ns BIGINT");
    steps.add(
        "INSERT INTO reported SELECT 0, * FROM problems WHERE code NOT IN ('open', 'negative_duration',"
            + " 'orphan', 'clock_skew', 'unpaired')");
    steps.add("DELETE FROM problems WHERE code IN (SELECT code FROM reported)");
    steps.add(LEDGER);
    // Positions are below the number of the records that came; sealed ones are not looked through.
    steps.add(
        "INSERT INTO watermark SELECT coalesce(sum(value::BIGINT), 0), 0 FROM meta"
            + " WHERE key IN ('spans', 'events', 'samples', 'duplicates')");
    return List.copyOf(steps);
  }

  /** Whether records were committed and not derived before a process ended. */
  static boolean isBehind(Database database, Path directory) {
    return Files.exists(directory.resolve(StoreFolder.FACTS + LOG))
        || database.number("SELECT max(seq) FROM store.ledger")
            > database.number("SELECT max(seq) FROM store.watermark");
  }

  /** A load of files has derived everything. */
  static void begin(Database database, long received) {
    database.execute(LEDGER);
    database.execute("INSERT INTO watermark VALUES (" + received + ", 0)");
  }
}
