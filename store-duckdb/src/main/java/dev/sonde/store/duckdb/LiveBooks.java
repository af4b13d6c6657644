package dev.sonde.store.duckdb;

import static dev.sonde.store.duckdb.Column.text;
import static dev.sonde.store.duckdb.Column.whole;

import dev.sonde.engine.store.Ledger;
import dev.sonde.model.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The books as they are kept in the store: rows that are summed up, each as of a position, so that they
 * are written with the records that they count and read with those that an answer shows.
 */
final class LiveBooks {

  /** One row: so many records met this. */
  record Entry(long seq, String kind, String cause, long count) {}

  /** A problem that a reader saw, as of a position. */
  record Reported(long seq, Problem problem) {}

  static final List<Column<Entry>> COLUMNS =
      List.of(
          whole("seq", Entry::seq),
          text("kind", Entry::kind),
          text("cause", Entry::cause),
          whole("count", Entry::count));

  static final List<Column<Reported>> REPORTED =
      List.of(
          whole("seq", Reported::seq),
          text("code", r -> r.problem.code().word()),
          whole("count", r -> r.problem.count()),
          text("place", r -> r.problem.where()),
          text("message", r -> r.problem.message()));

  private LiveBooks() {}

  /** Rows for causes and how many there were of each. */
  static List<Entry> entries(long seq, String kind, Map<String, Long> counts) {
    List<Entry> entries = new ArrayList<>();
    counts.forEach((cause, count) -> {
      if (count != 0) {
        entries.add(new Entry(seq, kind, cause, count));
      }
    });
    return entries;
  }

  /** Sums the rows up to a position up, so that they stay few. In a transaction of the caller's. */
  static void compact(Database database, long seq) {
    String older = " WHERE seq <= " + seq;
    database.execute(
        "CREATE OR REPLACE TEMP TABLE sums AS SELECT max(seq) AS seq, kind, cause, sum(count)::BIGINT AS count"
            + " FROM store.ledger"
            + older
            + " GROUP BY kind, cause");
    database.execute("DELETE FROM store.ledger" + older);
    database.execute("INSERT INTO store.ledger FROM sums");
    database.execute(
        "CREATE OR REPLACE TEMP TABLE sums AS SELECT max(seq) AS seq, code, sum(count)::BIGINT AS count,"
            + " min_by(place, place || message) AS place, min_by(message, place || message) AS message"
            + " FROM store.reported"
            + older
            + " GROUP BY code");
    database.execute("DELETE FROM store.reported" + older);
    database.execute("INSERT INTO store.reported FROM sums");
  }

  /** The totals of the whole store. */
  static Ledger.Totals totals(Database database) {
    Map<String, Map<String, Long>> sums = new HashMap<>();
    try (Statement statement = database.connection().createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT kind, cause, sum(count)::BIGINT FROM store.ledger GROUP BY kind, cause")) {
      while (rows.next()) {
        sums.computeIfAbsent(rows.getString(1), _ -> new HashMap<>())
            .put(rows.getString(2), rows.getLong(3));
      }
    } catch (SQLException e) {
      throw Database.failure("cannot read the books of the store", e);
    }
    return new Ledger.Totals(
        0,
        sums.getOrDefault("stored", Map.of()).getOrDefault("", 0L),
        sums.getOrDefault("duplicate", Map.of()).getOrDefault("", 0L),
        sums.getOrDefault("refused", Map.of()),
        sums.getOrDefault("rejected", Map.of()),
        sums.getOrDefault("dropped", Map.of()));
  }

  /** Writes what the coverage of an answer up to a position has to say. In the caller's transaction. */
  static void publish(Database database, long seq) {
    database.execute("DELETE FROM losses");
    database.execute(
        "INSERT INTO losses SELECT kind, cause, sum(count)::BIGINT FROM ledger"
            + " WHERE kind IN ('rejected', 'dropped') AND seq <= "
            + seq
            + " GROUP BY kind, cause HAVING sum(count) > 0");
    database.execute("DELETE FROM meta WHERE key = 'duplicates'");
    database.execute(
        "INSERT INTO meta SELECT 'duplicates', coalesce(sum(count), 0)::VARCHAR FROM ledger"
            + " WHERE kind = 'duplicate' AND seq <= "
            + seq);
  }
}
