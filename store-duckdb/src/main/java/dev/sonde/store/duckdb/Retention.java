package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lets the oldest sealed files go, by age and by bytes. What is derived from them goes where it ended
 * before everything that is left; of runs that reach further, the spans that are gone are not counted any
 * more.
 */
final class Retention {

  private static final Sql FORGET = Sql.of(Retention.class, "forget");
  private static final Sql EARLIER = Sql.of(Retention.class, "forget_earlier");

  private final LiveInstance instance;
  private final Path directory;
  private final LiveSettings settings;

  Retention(LiveInstance instance, Path directory, LiveSettings settings) {
    this.instance = instance;
    this.directory = directory;
    this.settings = settings;
  }

  /**
   * Removes what is too old or too much, between two refreshes.
   *
   * @param database the keeper's connection
   * @param nowNanos since the epoch
   * @return files that went
   */
  List<String> apply(Database database, long nowNanos) {
    List<String> gone = due(database, nowNanos - settings.keepAge().toNanos());
    if (gone.isEmpty()) {
      return gone;
    }
    instance.move(
        database,
        () -> {
          List<String> names = gone.stream().map(Segments::name).toList();
          for (int i = 0; i < gone.size(); i++) {
            database.script(
                FORGET.with("name", names.get(i)).with("file", Database.literal(gone.get(i))));
          }
          Segments left = instance.segments().with(List.of(), Set.copyOf(names));
          database.script(EARLIER.with("first", first(left)));
          return left;
        });
    return gone;
  }

  private List<String> due(Database database, long before) {
    List<String> files =
        Segments.texts(database, "SELECT file FROM segments WHERE plain ORDER BY end_ns, seq");
    Set<String> old =
        Set.copyOf(
            Segments.texts(
                database, "SELECT file FROM segments WHERE plain AND end_ns < " + before));
    List<String> due = new ArrayList<>();
    long bytes = bytes();
    for (String file : files) {
      if (old.contains(file) || bytes > settings.keepBytes()) {
        due.add(file);
        bytes -= directory.resolve(file).toFile().length();
      }
    }
    return due;
  }

  private long bytes() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw Database.failure("cannot look into " + directory, e);
    }
  }

  /** An expression for the first moment of all records that are left. */
  private static String first(Segments left) {
    List<String> schemas = new ArrayList<>(left.sealed());
    schemas.add("store");
    List<String> moments = new ArrayList<>();
    for (String schema : schemas) {
      moments.add("SELECT min(start_ns) AS moment FROM " + schema + ".spans");
      moments.add("SELECT min(at_ns) FROM " + schema + ".events");
      moments.add("SELECT min(at_ns) FROM " + schema + ".samples");
    }
    return "(SELECT coalesce(min(moment), 9223372036854775807) FROM ("
        + String.join(" UNION ALL ", moments)
        + "))";
  }
}
