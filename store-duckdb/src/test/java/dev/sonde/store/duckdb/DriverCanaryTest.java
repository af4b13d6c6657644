package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Traps of the driver that the store works around. A test that fails says that the driver has changed, and
 * that the way around may go.
 */
class DriverCanaryTest {

  @TempDir Path folder;

  private DuckDBConnection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("canary.duckdb"))
        .unwrap(DuckDBConnection.class);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  @DisplayName("1: an appender commits by itself although auto-commit is off, so we write BEGIN")
  void the_appender_commits_behind_auto_commit() throws SQLException {
    try (DuckDBConnection writer = connect();
        Connection reader = writer.duplicate()) {
      run(writer, "CREATE TABLE t (a INTEGER)");
      writer.setAutoCommit(false);
      DuckDBAppender appender = writer.createAppender("t");
      for (int i = 0; i < 10_000; i++) {
        appender.beginRow();
        appender.append(i);
        appender.endRow();
      }
      assertThat(ask(reader, "SELECT count(*) > 0 FROM t")).isEqualTo("true");
      appender.close();
      writer.rollback();
    }
  }

  @Test
  @DisplayName(
      "2: closing an appender swallows its error and COMMIT then stores nothing, so we use none")
  void closing_an_appender_swallows_errors() throws SQLException {
    try (DuckDBConnection writer = connect()) {
      run(writer, "CREATE TABLE t (a INTEGER PRIMARY KEY)");
      run(writer, "BEGIN");
      DuckDBAppender appender = writer.createAppender("t");
      for (int i = 0; i < 100; i++) {
        appender.beginRow();
        appender.append(i % 99);
        appender.endRow();
      }
      appender.close();
      run(writer, "COMMIT");
      assertThat(ask(writer, "SELECT count(*) FROM t")).isEqualTo("0");
    }
  }

  @Test
  @DisplayName("3: the default checkpoint threshold is 16 MB, so we set our own")
  void the_default_checkpoint_threshold_is_small() throws SQLException {
    try (DuckDBConnection connection = connect()) {
      assertThat(ask(connection, "SELECT current_setting('checkpoint_threshold')"))
          .isEqualTo("16.0 MiB");
    }
    try (Database database =
        Database.open(folder.resolve("own.duckdb").toString(), Settings.DEFAULT, folder)) {
      assertThat(ask(database.connection(), "SELECT current_setting('checkpoint_threshold')"))
          .isEqualTo("4.0 GiB");
    }
  }

  @Test
  @DisplayName(
      "4: one process that writes keeps all others out, so a load writes where nobody reads")
  void a_writer_excludes_other_instances() throws SQLException {
    try (DuckDBConnection writer = connect();
        Connection other = DriverManager.getConnection("jdbc:duckdb:")) {
      run(writer, "CREATE TABLE t (a INTEGER)");
      assertThatThrownBy(
              () -> run(other, "ATTACH '" + folder.resolve("canary.duckdb") + "' AS c (READ_ONLY)"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  @DisplayName("5: a statement that failed is closed, so each call makes its own")
  void a_failed_statement_is_closed() throws SQLException {
    try (DuckDBConnection connection = connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT nothing FROM nowhere"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> statement.execute("SELECT 1"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("closed");
    }
  }
}
