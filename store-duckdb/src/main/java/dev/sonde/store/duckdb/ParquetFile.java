package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Statement;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A result as a Parquet file, written by DuckDB itself: rows never come to Java. */
final class ParquetFile {

  private ParquetFile() {}

  static long write(Database database, Statement select, Path file) {
    String copy =
        "COPY ("
            + select.sql()
            + ") TO "
            + Database.literal(file.toString())
            + " (FORMAT parquet, COMPRESSION zstd)";
    try (PreparedStatement prepared = database.connection().prepareStatement(copy)) {
      for (int i = 0; i < select.binds().size(); i++) {
        prepared.setObject(i + 1, select.binds().get(i));
      }
      return prepared.executeLargeUpdate();
    } catch (SQLException e) {
      throw Database.failure("cannot write " + file, e);
    }
  }
}
