package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.Records;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sandbox;
import dev.sonde.engine.store.Statement;
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
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
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
  @FieldSource("dev.sonde.store.duckdb.SandboxAttacks#ALL")
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

  @Test
  void a_function_is_refused_unless_it_is_written_down() {
    Set<String> known = new TreeSet<>();
    try (Database database = Database.open("", Settings.DEFAULT, folder)) {
      known.addAll(
          Segments.texts(
              database,
              "SELECT DISTINCT lower(function_name) FROM duckdb_functions()"
                  + " WHERE function_type IN ('scalar', 'aggregate', 'macro', 'window')"));
    }
    Set<String> allowed = new TreeSet<>(AllowedFunctions.scalars());
    allowed.removeAll(Set.of("attr", "span_hex", "trace_hex", "unnest"));
    Set<String> gone = new TreeSet<>(allowed);
    gone.removeAll(known);
    assertThat(gone).isEmpty();
    known.removeAll(allowed);
    assertThat(known).contains("sleep_ms", "pg_sleep", "current_setting", "write_log");
    for (String name : known) {
      assertThat(AllowedFunctions.scalar(name)).as(name).isFalse();
    }
    assertThatThrownBy(() -> select("SELECT a_function_of_tomorrow(1)"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("not allowed")
        .hasMessageContaining("a_function_of_tomorrow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t",
        "SELECT sum(a.range * b.range) FROM range(1000000000000000000) a, range(1000) b",
        "SELECT count(*) FROM (SELECT list(range) FROM range(100000000000))",
        "SELECT max(length(s)) FROM (SELECT string_agg(repeat('x', 10000000)) AS s FROM range(100000))",
        "SELECT repeat('x', 10000000000000)",
      })
  void an_endless_or_greedy_query_fails_alone(String sql) {
    assertThatThrownBy(() -> sandbox.select(sql, 3, Duration.ofSeconds(2), new Seen()))
        .isInstanceOf(StoreException.class);
    assertThat(select("SELECT task_key FROM task").firsts).containsExactly("a-1");
    assertThat(store.queries().list(new Statement("SELECT 1 AS n"), row -> row.integer("n")))
        .containsExactly(1L);
  }
}
