package dev.sonde.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What is known of keys and producers from before, read at the start. */
final class LiveCatalogue {

  private LiveCatalogue() {}

  static void read(Database database, KeyCatalogue keys, OriginNumbers origins) {
    try (Statement statement = database.connection().createStatement()) {
      try (ResultSet rows =
          statement.executeQuery("SELECT relation, key, kind FROM store.attribute_keys")) {
        while (rows.next()) {
          keys.know(
              new KeyCatalogue.Entry(rows.getString(1), rows.getString(2), rows.getString(3)));
        }
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT id, resource, scope, detail FROM store.origins")) {
        while (rows.next()) {
          origins.know(
              new OriginNumbers.Numbered(
                  rows.getInt(1), rows.getString(2), rows.getString(3), rows.getString(4)));
        }
      }
    } catch (SQLException e) {
      throw Database.failure("cannot read keys and producers of the store", e);
    }
  }
}
