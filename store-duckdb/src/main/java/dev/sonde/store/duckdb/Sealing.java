package dev.sonde.store.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns the live tables of a finished load into sealed segments: sorted by ten seconds and trace, with
 * attributes as VARIANT, one file each. What is derived moves into a new file of facts, as a dropped
 * table gives its space back to its file but not to the disk.
 */
final class Sealing {

  /** A segment is the unit of retention and of attaching; more rows than this begin another. */
  static final long SEGMENT_SPANS = 20_000_000;

  /** Ten seconds: the time of a question still skips row groups, and traces mostly lie together. */
  static final long SLICE_NANOS = 10_000_000_000L;

  /**
   * What a VARIANT forgets: it sorts the keys of an object. The order of a record's own keys is few
   * distinct texts; where a map lies inside (never so in the model's JSON of bytes and reals, whose one key
   * begins with $), the whole text stays.
   */
  private static final String EXACT =
      """
      CASE WHEN contains(substr(attributes, 2), '{"')
             AND regexp_matches(substr(attributes, 2), '\\{"([^$]|\\$map)')
           THEN attributes
           ELSE json_keys(attributes)::JSON::VARCHAR END
      """;

  private static final List<String> FACT_TABLES = List.of("spans", "events", "samples");

  private Sealing() {}

  /**
   * Seals the instance's own file.
   *
   * @param database opened on a file of facts that nobody reads; closed afterwards
   * @param sealed where the new file of facts is put; the caller lets it take the old one's place
   */
  static void seal(Database database, Path folder, Path sealed, long segmentSpans) {
    Rollups.build(database);
    List<Long> cuts = cuts(database, segmentSpans);
    List<String> files = new ArrayList<>();
    for (int i = 0; i <= cuts.size(); i++) {
      String file = "sealed-%04d.duckdb".formatted(i + 1);
      segment(
          database,
          folder.resolve(file),
          i == 0 ? Long.MIN_VALUE : cuts.get(i - 1),
          i == cuts.size() ? Long.MAX_VALUE : cuts.get(i),
          i == cuts.size());
      files.add(file);
    }
    facts(database, sealed, files);
  }

  /** Seals a finished store; one that is sealed already is left as it is. */
  static void seal(Path directory, Settings settings) {
    Path facts = directory.resolve(StoreFolder.FACTS);
    Path fresh = directory.resolve("sealed-" + StoreFolder.FACTS);
    try (Database database =
        Database.open(facts.toString(), settings, StoreFolder.spill(directory))) {
      if (database.number("SELECT count(*) FROM segments") > 0) {
        return;
      }
      // What a killed attempt left is not listed anywhere, and in the way.
      Files.deleteIfExists(fresh);
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.filter(Sealing::isSegment).toList()) {
          Files.delete(file);
        }
      }
      seal(database, directory, fresh, SEGMENT_SPANS);
    } catch (IOException e) {
      throw Database.failure("cannot seal " + directory, e);
    }
    StoreFolder.replace(fresh, facts);
  }

  static boolean isSegment(Path file) {
    return String.valueOf(file.getFileName()).matches("sealed-\\d+\\.duckdb");
  }

  /** Where one segment ends and the next begins, in time. */
  private static List<Long> cuts(Database database, long segmentSpans) {
    long spans = database.number("SELECT count(*) FROM spans");
    long segments = (spans + segmentSpans - 1) / segmentSpans;
    List<Long> cuts = new ArrayList<>();
    for (long i = 1; i < segments; i++) {
      long cut =
          database.number(
              "SELECT quantile_disc(start_ns, %s) FROM spans".formatted((double) i / segments));
      if (cuts.isEmpty() || cut > cuts.getLast()) {
        cuts.add(cut);
      }
    }
    return cuts;
  }

  private static void segment(Database database, Path file, long from, long to, boolean last) {
    String name = "segment";
    database.execute("ATTACH " + Database.literal(file.toString()) + " AS " + name);
    copy(database, name, "spans", "start_ns", from, to, last, "trace_hi, trace_lo, ");
    copy(database, name, "events", "at_ns", from, to, last, "trace_hi, trace_lo, ");
    copy(database, name, "samples", "at_ns", from, to, last, "name, ");
    database.execute("CHECKPOINT " + name);
    database.execute("DETACH " + name);
  }

  private static void copy(
      Database database,
      String name,
      String table,
      String time,
      long from,
      long to,
      boolean last,
      String then) {
    database.execute(
        "CREATE TABLE "
            + name
            + "."
            + table
            + " AS SELECT * REPLACE (attributes::JSON::VARIANT AS attributes), "
            + EXACT
            + " AS attributes_exact FROM "
            + table
            + " WHERE "
            + time
            + " >= "
            + from
            + " AND "
            + time
            + (last ? " <= " : " < ")
            + to
            + " ORDER BY "
            + time
            + " // "
            + SLICE_NANOS
            + ", "
            + then
            + time);
  }

  private static void facts(Database database, Path sealed, List<String> files) {
    database.execute("ATTACH " + Database.literal(sealed.toString()) + " AS fresh");
    for (String table : tables(database)) {
      String rows = FACT_TABLES.contains(table) ? " LIMIT 0" : "";
      database.execute("CREATE TABLE fresh." + table + " AS SELECT * FROM " + table + rows);
    }
    for (String file : files) {
      database.execute(
          "INSERT INTO fresh.segments BY NAME SELECT "
              + Database.literal(file)
              + " AS file, 0 AS spans, 0 AS events, 0 AS samples, true AS exact, false AS plain");
    }
    database.execute("CHECKPOINT fresh");
    database.execute("DETACH fresh");
  }

  private static List<String> tables(Database database) {
    return Segments.texts(
        database,
        "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND database_name = current_database()"
            + " ORDER BY table_name");
  }
}
