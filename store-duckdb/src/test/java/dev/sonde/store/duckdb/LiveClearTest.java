package dev.sonde.store.duckdb;

import static dev.sonde.engine.store.Records.EPOCH;
import static dev.sonde.engine.store.Records.attempt;
import static dev.sonde.engine.store.Records.attributes;
import static dev.sonde.engine.store.Records.event;
import static dev.sonde.engine.store.Records.sample;
import static dev.sonde.engine.store.Records.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Removal;
import dev.sonde.engine.store.Removed;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is cleared is gone from every answer, and nothing else is. */
class LiveClearTest {

  private static final String TRACE = "0000000000000005ffffffffffffffff";

  @TempDir Path folder;
  private LiveStore store;

  @BeforeEach
  void fill() {
    store = LiveDuckDbStore.open(folder.resolve("store"), LiveSettings.DEFAULT);
    SpanId other = new SpanId(5, -1, 9);
    Attributes second = attributes("run.id", "second");
    LiveStoreTest.offered(
        store,
        attempt(1, "a-1", "w", 0, 10),
        span(2, "s", 20, 30, second),
        new Span(Origin.UNKNOWN, other, "t", EPOCH + 40, EPOCH + 50, second),
        new Event(Origin.UNKNOWN, EPOCH + 45, "e", 0, null, other, second, Attributes.EMPTY),
        event("late", 60, attributes()),
        sample("m", 15, 1));
    LiveStoreTest.awaitRecords(store, 6);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<String> all() {
    return LiveStoreTest.rows(
        store,
        "SELECT name FROM span UNION ALL SELECT name FROM event UNION ALL SELECT name FROM sample ORDER BY 1");
  }

  private List<String> all(String column, String relation) {
    return LiveStoreTest.rows(store, "SELECT " + column + " FROM " + relation + " ORDER BY 1");
  }

  @Test
  void one_run_goes_with_all_that_belongs_to_it() {
    Removed removed = store.clear(new Removal.Run("second"));
    assertThat(removed.records()).isEqualTo(3);
    assertThat(removed.runs()).isEqualTo(1);
    assertThat(all()).containsExactly("late", "m", "run");
    assertThat(all("run_id", "run")).containsExactly(Columns.NO_RUN);
    assertThat(all("task_key", "task")).containsExactly("a-1");
    assertThat(store.coverage().records()).isEqualTo(3);
  }

  @Test
  void one_trace_goes_with_the_events_that_name_it() {
    assertThat(store.clear(new Removal.Trace(TRACE)).records()).isEqualTo(2);
    assertThat(all()).containsExactly("late", "m", "run", "s");
    assertThat(all("trace_id", "trace")).doesNotContain(TRACE).isNotEmpty();
    assertThatThrownBy(() -> store.clear(new Removal.Trace("xyz")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("32 hexadecimal digits");
    assertThat(store.health().troubles()).isEmpty();
  }

  @Test
  void what_ended_before_a_moment_goes() {
    assertThat(store.clear(new Removal.Older(EPOCH + 30)).records()).isEqualTo(2);
    assertThat(all()).containsExactly("e", "late", "s", "t");
    assertThat(all("task_key", "task")).isEmpty();
    assertThat(store.coverage().startNanos()).isEqualTo(EPOCH + 20);
  }

  @Test
  void everything_goes_and_records_come_again() {
    try (Store before = store.snapshot()) {
      assertThat(store.clear(new Removal.All()).records()).isEqualTo(6);
      assertThat(before.coverage().records()).isEqualTo(6);
      assertThat(LiveStoreTest.rows(before, "SELECT count(*) FROM span")).containsExactly("3");
    }
    assertThat(all()).isEmpty();
    assertThat(all("task_key", "task")).isEmpty();
    assertThat(all("run_id", "run")).isEmpty();
    assertThat(store.coverage().records()).isZero();
    LiveStoreTest.offered(store, attempt(1, "a-2", "w", 0, 10));
    LiveStoreTest.awaitRecords(store, 1);
    assertThat(all("task_key", "task")).containsExactly("a-2");
  }

  @Test
  void what_was_cleared_stays_away_after_a_restart() {
    store.clear(new Removal.Run("second"));
    store.close();
    store = LiveDuckDbStore.open(folder.resolve("store"), LiveSettings.DEFAULT);
    assertThat(all()).containsExactly("late", "m", "run");
  }
}
