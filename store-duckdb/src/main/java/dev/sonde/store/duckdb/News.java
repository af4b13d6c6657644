package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * What the new records are, so that a refresh does no more than they need.
 *
 * @param counted spans whose identity is no trace but worker, number, name and start
 * @param countedLow their first start
 * @param countedHigh their last
 * @param untraced spans with a parent and no trace
 * @param attemptsLow first start of an attempt
 * @param attemptsHigh last end of an attempt, the last moment of all where one is open
 * @param parented spans with a parent
 * @param keyed spans that name a task or its data
 * @param placed spans on a worker
 * @param roots spans of whole runs
 * @param odd spans without an end or with one before their start
 * @param keyedEvents events that name a task
 * @param presence events about workers that come and go
 * @param messages events about messages
 */
record News(
    long spans,
    long counted,
    long countedLow,
    long countedHigh,
    long untraced,
    long attempts,
    long attemptsLow,
    long attemptsHigh,
    long parented,
    long keyed,
    long placed,
    long metrics,
    long roots,
    long odd,
    long events,
    long keyedEvents,
    long presence,
    long messages,
    long samples) {

  /** Of a refresh over all there is: looking first costs more than doing. */
  static final News EVERYTHING = new News(1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);

  private static final Sql FIGURES = Sql.of(News.class, "news");

  static News read(Database database, Map<String, String> splices) {
    Sql sql = FIGURES;
    for (Map.Entry<String, String> splice : splices.entrySet()) {
      sql = sql.with(splice.getKey(), splice.getValue());
    }
    try (Statement statement = database.connection().createStatement();
        ResultSet row = statement.executeQuery(sql.text())) {
      if (!row.next()) {
        throw new SQLException("no row");
      }
      return new News(
          row.getLong(1),
          row.getLong(2),
          row.getLong(3),
          row.getLong(4),
          row.getLong(5),
          row.getLong(6),
          row.getLong(7),
          row.getLong(8),
          row.getLong(9),
          row.getLong(10),
          row.getLong(11),
          row.getLong(12),
          row.getLong(13),
          row.getLong(14),
          row.getLong(15),
          row.getLong(16),
          row.getLong(17),
          row.getLong(18),
          row.getLong(19));
    } catch (SQLException e) {
      throw Database.failure("the store's own SQL failed: what the new records are", e);
    }
  }
}
