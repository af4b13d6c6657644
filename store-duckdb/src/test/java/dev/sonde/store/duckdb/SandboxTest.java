package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.Records;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sandbox;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.engine.store.StoreWriter;
import dev.sonde.model.Batch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {

  @TempDir Path folder;
  private Store store;
  private Sandbox sandbox;

  private static final class Seen implements Sandbox.Visitor {
    final List<String> columns = new ArrayList<>();
    final List<Object> firsts = new ArrayList<>();

    @Override
    public void columns(List<String> names, List<String> types) {
      columns.addAll(names);
    }

    @Override
    public void row(Row row) {
      firsts.add(row.value(0));
    }
  }

  @BeforeEach
  void load() {
    Path directory = folder.resolve("store");
    try (StoreWriter writer = DuckDbStore.create(directory, Settings.DEFAULT)) {
      writer.accept(new Batch(List.of(Records.attempt(1, "a-1", "w", 0, 10))));
      writer.finish(new Books("test", 0, Map.of(), Map.of(), List.of()));
    }
    store = DuckDbStore.open(directory, Settings.DEFAULT);
    sandbox = store.sandbox();
  }

  @AfterEach
  void close() {
    sandbox.close();
    store.close();
  }

  private Seen select(String sql) {
    Seen seen = new Seen();
    sandbox.select(sql, 1_000, Duration.ofSeconds(30), seen);
    return seen;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT task_key FROM task",
        "WITH t AS (FROM task) SELECT task_key FROM t;",
        "FROM task SELECT task_key",
        "SELECT attr(attributes, 'task.key') FROM span",
        "SELECT task_key FROM task, range(1)",
        "SELECT unnest([task_key]) FROM task",
      })
  void a_select_over_the_relations_answers(String sql) {
    assertThat(select(sql).firsts).containsExactly("a-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1; SELECT 2",
        "",
        "COPY (SELECT 1) TO 'x.csv'",
        "ATTACH 'x.duckdb'",
        "PRAGMA version",
        "SET threads = 1",
        "RESET lock_configuration",
        "INSTALL httpfs",
        "LOAD json",
        "EXPORT DATABASE 'x'",
        "CALL duckdb_settings()",
        "CREATE TABLE t (a INTEGER)",
        "DROP VIEW span",
        "DELETE FROM store.spans",
        "INSERT INTO store.meta VALUES ('a', 'b')",
        "EXPLAIN SELECT 1",
        "CHECKPOINT",
        "USE store",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "SELECT (SELECT content FROM read_text('/etc/passwd'))",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM duckdb_secrets()",
        "SELECT * FROM query('SELECT 1')",
        "SELECT getenv('HOME')",
        "SELECT current_setting('temp_directory')",
      })
  void anything_else_is_refused(String sql) {
    assertThatThrownBy(() -> select(sql)).isInstanceOf(StoreException.class);
    assertThat(folder.resolve("x.csv")).doesNotExist();
    assertThat(Files.exists(Path.of("x.csv"))).isFalse();
    assertThat(select("SELECT task_key FROM task").firsts).containsExactly("a-1");
  }

  @Test
  void rows_beyond_the_limit_are_cut_and_that_is_said() {
    Seen seen = new Seen();
    assertThat(
            sandbox.select(
                "SELECT range AS n FROM range(1000000000)", 3, Duration.ofSeconds(30), seen))
        .isEqualTo(new Sandbox.Outcome(3, true));
    assertThat(seen.columns).containsExactly("n");
    assertThat(seen.firsts).containsExactly(0L, 1L, 2L);
  }

  @Test
  void a_query_that_takes_too_long_is_cancelled() {
    assertThatThrownBy(() ->
            sandbox.select(
                "SELECT count(*) FROM range(10000000000) a, range(1000000) b",
                3,
                Duration.ofMillis(300),
                new Seen()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("took longer");
    assertThat(select("SELECT task_key FROM task").firsts).containsExactly("a-1");
  }
}
