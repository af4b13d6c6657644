package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Sql;
import dev.sonde.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Moves old records into a file of their own, sorted, while more come in. They are copied beside the
 * refreshes, and change place in one transaction between two of them; if one of them was changed
 * meanwhile, the copy is thrown away. Attributes stay text: making VARIANT would take more of the machine
 * than taking the records in.
 */
final class LiveSealer {

  private static final Sql LISTED = Sql.of(LiveSealer.class, "listed");

  private final LiveInstance instance;
  private final Path directory;

  /**
   * A copy that is not in use yet.
   *
   * @param sums that tell whether the records are still the same
   */
  record Copy(String file, long seq, List<String> sums) {}

  LiveSealer(LiveInstance instance, Path directory) {
    this.instance = instance;
    this.directory = directory;
  }

  /** Removes files that were begun and never came into use. */
  static void sweep(Database database, Path directory) {
    Set<String> used = Set.copyOf(Segments.texts(database, "SELECT file FROM store.segments"));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(LiveSealer::isSegment).toList()) {
        String name = String.valueOf(file.getFileName()).replace(LiveTables.LOG, "");
        if (!used.contains(name)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw Database.failure("cannot remove unused files of " + directory, e);
    }
  }

  private static boolean isSegment(Path file) {
    return String.valueOf(file.getFileName()).matches("sealed-\\d+\\.duckdb(\\.wal)?");
  }

  /** What may be sealed: ended and derived. */
  private static String condition(String table, long seq) {
    return " WHERE seq <= " + seq + (table.equals("spans") ? " AND end_ns IS NOT NULL" : "");
  }

  /** Copies all records up to a position into a new file, and attaches it for reading. */
  Copy copy(long seq) {
    String file = next();
    String name = Segments.name(file);
    try (Database own = instance.another()) {
      own.execute("ATTACH " + Database.literal(directory.resolve(file).toString()) + " AS " + name);
      try {
        own.transaction(() -> {
          copy(own, name, "spans", Columns.SPANS, "start_ns", "trace_hi, trace_lo, ", seq);
          copy(own, name, "events", Columns.EVENTS, "at_ns", "trace_hi, trace_lo, ", seq);
          copy(own, name, "samples", Columns.SAMPLES, "at_ns", "name, ", seq);
        });
        own.execute("CHECKPOINT " + name);
        List<String> sums = sums(own, name + ".", Long.MAX_VALUE);
        own.execute("DETACH " + name);
        Segments.attachSealed(own, directory, file);
        return new Copy(file, seq, sums);
      } catch (RuntimeException e) {
        discard(own, file);
        throw e;
      }
    }
  }

  private static <T> void copy(
      Database own,
      String name,
      String table,
      List<Column<T>> columns,
      String time,
      String then,
      long seq) {
    own.execute(Column.table(name + "." + table, columns));
    own.execute(
        "INSERT INTO "
            + name
            + "."
            + table
            + " SELECT * FROM store."
            + table
            + condition(table, seq)
            + " ORDER BY "
            + time
            + " // "
            + Sealing.SLICE_NANOS
            + ", "
            + then
            + time);
  }

  private String next() {
    try (Stream<Path> files = Files.list(directory)) {
      long last =
          files
              .filter(LiveSealer::isSegment)
              .mapToLong(
                  file -> Long.parseLong(String.valueOf(file.getFileName()).split("[-.]")[1]))
              .max()
              .orElse(0);
      return "sealed-%04d.duckdb".formatted(last + 1);
    } catch (IOException e) {
      throw Database.failure("cannot look into " + directory, e);
    }
  }

  /** How many of each there are, and which; roles are the only thing that changes in a record. */
  private static List<String> sums(Database own, String schema, long seq) {
    return Segments.texts(
        own,
        "SELECT count(*) || ' ' || coalesce(sum(hash(seq, role)::HUGEINT), 0) FROM "
            + schema
            + "spans"
            + condition("spans", seq)
            + " UNION ALL SELECT count(*)::VARCHAR FROM "
            + schema
            + "events"
            + condition("events", seq)
            + " UNION ALL SELECT count(*)::VARCHAR FROM "
            + schema
            + "samples"
            + condition("samples", seq));
  }

  /**
   * Lets the copy take the place of the records, between two refreshes.
   *
   * @param database the keeper's connection
   * @return whether the records were still the same
   */
  boolean take(Database database, Copy copy) {
    String name = Segments.name(copy.file);
    if (!sums(database, "store.", copy.seq).equals(copy.sums)) {
      discard(database, copy.file);
      return false;
    }
    instance.move(
        database,
        () -> {
          for (String table : List.of("spans", "events", "samples")) {
            database.execute("DELETE FROM store." + table + condition(table, copy.seq));
          }
          database.script(
              LISTED
                  .with("file", Database.literal(copy.file))
                  .with("seq", Long.toString(copy.seq))
                  .with("name", name));
          return instance.segments().with(List.of(name), Set.of());
        });
    return true;
  }

  private void discard(Database database, String file) {
    try {
      database.execute("DETACH DATABASE IF EXISTS " + Segments.name(file));
      Files.deleteIfExists(directory.resolve(file));
    } catch (StoreException | IOException e) {
      // The next start removes it.
    }
  }

  /** Position up to which records are sealed; 0 where none are. */
  static long sealed(Database database) {
    return database.number("SELECT max(seq) FROM store.segments");
  }
}
