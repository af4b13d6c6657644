package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Coverage;
import dev.sonde.model.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the books of a store back. */
final class StoredCoverage {

  private StoredCoverage() {}

  /**
   * @param schema before the tables' names, with its point, or ""
   */
  static Coverage read(Database database, String schema) {
    Map<String, String> meta = new HashMap<>();
    Map<String, Long> rejected = new HashMap<>();
    Map<String, Long> dropped = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    try (Statement statement = database.connection().createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT key, value FROM " + schema + "meta WHERE value IS NOT NULL")) {
        while (rows.next()) {
          meta.put(rows.getString(1), rows.getString(2));
        }
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT kind, cause, count FROM " + schema + "losses")) {
        while (rows.next()) {
          Map<String, Long> causes = rows.getString(1).equals("rejected") ? rejected : dropped;
          causes.put(rows.getString(2), rows.getLong(3));
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT code, sum(count)::BIGINT, min_by(place, place || message), min_by(message, place || message)"
                  + " FROM (SELECT code, count, place, message FROM "
                  + schema
                  + "problems UNION ALL SELECT code, count, place, message FROM "
                  + schema
                  + "reported WHERE seq <= (SELECT max(seq) FROM "
                  + schema
                  + "watermark)) GROUP BY code ORDER BY code")) {
        while (rows.next()) {
          problems.add(
              new Problem(
                  Problem.Code.valueOf(rows.getString(1).toUpperCase(Locale.ROOT)),
                  rows.getLong(2),
                  rows.getString(3),
                  rows.getString(4)));
        }
      }
    } catch (SQLException e) {
      throw Database.failure("cannot read the books of the store", e);
    }
    return new Coverage(
        meta.getOrDefault("format", "unknown"),
        moment(meta.get("start_ns")),
        moment(meta.get("end_ns")),
        number(meta, "spans"),
        number(meta, "events"),
        number(meta, "samples"),
        number(meta, "duplicates"),
        rejected,
        dropped,
        problems);
  }

  private static long number(Map<String, String> meta, String key) {
    return Long.parseLong(meta.getOrDefault(key, "0"));
  }

  private static @Nullable Long moment(@Nullable String text) {
    return text == null ? null : Long.valueOf(text);
  }
}
