package dev.sonde.store.duckdb;

import static dev.sonde.engine.store.Records.attempt;
import static dev.sonde.engine.store.Records.attributes;
import static dev.sonde.engine.store.Records.event;
import static dev.sonde.engine.store.Records.sample;
import static dev.sonde.engine.store.Records.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.store.Arrival;
import dev.sonde.engine.store.Arrival.Digest;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Ledger;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Records;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.model.Batch;
import dev.sonde.model.Problem;
import dev.sonde.model.Receipt;
import dev.sonde.model.WideEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveStoreTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  static Arrival arrival(@Nullable Digest digest, List<? extends WideEvent> records) {
    return new Arrival(
        new Batch(List.copyOf(records)),
        digest,
        500L * records.size(),
        Map.of(),
        Map.of(),
        List.of());
  }

  static Receipt offered(LiveStore store, WideEvent... records) {
    return store.offer(arrival(null, List.of(records))).join();
  }

  private LiveStore open() {
    return LiveDuckDbStore.open(folder.resolve("store"), LiveSettings.DEFAULT);
  }

  /** Waits until an answer shows so many records. */
  static void awaitRecords(LiveStore store, long records) {
    long end = System.nanoTime() + LONG.toNanos();
    for (long seen = store.version(); store.coverage().records() < records; ) {
      assertThat(System.nanoTime()).as("records in time").isLessThan(end);
      try {
        seen = store.await(seen, LONG);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  static List<String> rows(Store store, String sql) {
    List<String> rows = new ArrayList<>();
    store.queries().stream(
        new Statement(sql),
        row -> {
          List<String> cells = new ArrayList<>();
          for (int i = 0; i < row.columns().size(); i++) {
            cells.add(String.valueOf(row.value(i)));
          }
          return rows.add(String.join("|", cells));
        });
    return rows;
  }

  @Test
  void what_was_offered_is_shown_with_all_that_is_derived_from_it() {
    try (LiveStore store = open()) {
      assertThat(store.coverage().records()).isZero();
      Receipt receipt =
          offered(
              store,
              attempt(1, "a-1", "w", 0, 10),
              event("hello", 5, attributes("k", "v")),
              sample("m", 6, 1.5));
      assertThat(receipt).isEqualTo(Receipt.stored(3));
      awaitRecords(store, 3);
      try (Store snapshot = store.snapshot()) {
        assertThat(rows(snapshot, "SELECT task_key, state, attempts FROM task"))
            .containsExactly("a-1|memory|1");
        assertThat(
                rows(snapshot, "SELECT name, " + snapshot.dialect().attribute("k") + " FROM event"))
            .containsExactly("hello|v");
        assertThat(rows(snapshot, "SELECT name, value FROM sample")).containsExactly("m|1.5");
        Coverage coverage = snapshot.coverage();
        assertThat(List.of(coverage.spans(), coverage.events(), coverage.samples()))
            .containsExactly(1L, 1L, 1L);
      }
    }
  }

  @Test
  void a_store_that_is_opened_again_goes_on_with_records_books_and_numbers() {
    try (LiveStore store = open()) {
      offered(store, span(1, "a", 0, 1, attributes("k", 1)));
    }
    try (LiveStore store = open()) {
      assertThat(store.coverage().records()).isEqualTo(1);
      offered(store, span(2, "b", 1, 2, attributes("k", "text", "l", 2)));
      assertThat(store.ledger().totals().stored()).isEqualTo(2);
      awaitRecords(store, 2);
      assertThat(rows(store, "SELECT count(DISTINCT seq), max(origin) FROM span"))
          .containsExactly("2|0");
      assertThat(
              rows(
                  store,
                  "SELECT name, " + store.dialect().attribute("k") + " FROM span ORDER BY name"))
          .containsExactly("a|1", "b|text");
    }
    try (Store offline = DuckDbStore.open(folder.resolve("store"), Settings.DEFAULT)) {
      assertThat(offline.coverage().spans()).isEqualTo(2);
      assertThat(rows(offline, "SELECT name FROM span ORDER BY name")).containsExactly("a", "b");
    }
  }

  @Test
  void the_same_request_counts_once_also_after_a_restart() {
    Arrival arrival =
        new Arrival(
            new Batch(List.of(span(1, "a", 0, 1, attributes("k", 1)))),
            new Digest(7, 8),
            100,
            Map.of("bad_id", 2L),
            Map.of(),
            List.of());
    try (LiveStore store = open()) {
      assertThat(store.offer(arrival).join()).isEqualTo(new Receipt(1, 0));
      assertThat(store.offer(arrival).join()).isEqualTo(new Receipt(0, 1));
    }
    try (LiveStore store = open()) {
      assertThat(store.offer(arrival).join()).isEqualTo(new Receipt(0, 1));
      assertThat(store.ledger().totals())
          .isEqualTo(new Ledger.Totals(9, 1, 6, Map.of(), Map.of("bad_id", 2L), Map.of()));
    }
    try (LiveStore store = open()) {
      assertThat(store.coverage().records()).isEqualTo(1);
      assertThat(store.coverage().duplicates()).isEqualTo(6);
      assertThat(store.coverage().rejected()).isEqualTo(Map.of("bad_id", 2L));
    }
  }

  @Test
  void spans_that_come_twice_in_different_requests_are_found_and_booked() {
    try (LiveStore store = open()) {
      offered(store, span(1, "a", 0, 1, attributes("k", 1)));
      offered(store, span(1, "a", 0, 1, attributes("k", 1)), span(2, "b", 0, 1, attributes()));
    }
    try (LiveStore store = open()) {
      assertThat(rows(store, "SELECT name FROM span ORDER BY name")).containsExactly("a", "b");
      assertThat(store.ledger().totals())
          .isEqualTo(new Ledger.Totals(3, 2, 1, Map.of(), Map.of(), Map.of()));
      assertThat(store.coverage().duplicates()).isEqualTo(1);
      assertThat(store.coverage().problems()).containsExactly(Finish.duplicates(1));
    }
  }

  @Test
  void what_a_reader_could_not_use_is_in_the_coverage() {
    Problem problem = new Problem(Problem.Code.TRUNCATED, 3, "here", "cut off");
    try (LiveStore store = open()) {
      store
          .offer(
              new Arrival(
                  new Batch(List.of(span(1, "a", 0, 1, attributes()))),
                  null,
                  1,
                  Map.of("x", 1L),
                  Map.of("sampled", 5L),
                  List.of(problem)))
          .join();
      awaitRecords(store, 1);
      Coverage coverage = store.coverage();
      assertThat(coverage.rejected()).isEqualTo(Map.of("x", 1L));
      assertThat(coverage.dropped()).isEqualTo(Map.of("sampled", 5L));
      assertThat(coverage.problems()).containsExactly(problem);
      assertThat(store.ledger().totals().received()).isEqualTo(7);
    }
  }

  @Test
  void a_snapshot_stays_as_it_was_while_more_comes() {
    try (LiveStore store = open()) {
      offered(store, span(1, "a", 0, 1, attributes("run.id", "r")));
      awaitRecords(store, 1);
      try (Store before = store.snapshot()) {
        offered(store, span(2, "b", 0, 1, attributes("run.id", "r", "new", 1)));
        awaitRecords(store, 2);
        assertThat(before.coverage().records()).isEqualTo(1);
        assertThat(rows(before, "SELECT name FROM span")).containsExactly("a");
        assertThat(rows(before, "SELECT spans FROM run")).containsExactly("1");
        // A visitor may ask more.
        List<String> inner = new ArrayList<>();
        before.queries().stream(
            new Statement("SELECT name FROM span"),
            row -> inner.addAll(rows(before, "SELECT run_id FROM run")));
        assertThat(inner).containsExactly("r");
      }
      assertThat(rows(store, "SELECT spans FROM run")).containsExactly("2");
    }
  }

  @Test
  void a_store_that_was_loaded_from_files_takes_records() {
    Path directory = folder.resolve("store");
    try (var writer = DuckDbStore.create(directory, Settings.DEFAULT)) {
      writer.accept(new Batch(List.of(Records.attempt(1, "a-1", "w", 0, 10))));
      writer.finish(
          new dev.sonde.engine.store.Books("test", 3, Map.of("x", 1L), Map.of(), List.of()));
    }
    try (LiveStore store = open()) {
      offered(store, attempt(2, "a-2", "w", 10, 20));
      awaitRecords(store, 2);
      assertThat(rows(store, "SELECT task_key FROM task ORDER BY task_key"))
          .containsExactly("a-1", "a-2");
      assertThat(store.ledger().totals())
          .isEqualTo(new Ledger.Totals(6, 2, 3, Map.of(), Map.of("x", 1L), Map.of()));
      assertThat(store.coverage().duplicates()).isEqualTo(3);
    }
  }

  @Test
  void nobody_else_opens_it_meanwhile_and_is_told_why() throws Exception {
    Path temporary = java.nio.file.Files.createDirectory(folder.resolve("tmp"));
    try (LiveStore store = open();
        ChildJvm child = ChildJvm.start(temporary, "live-open", folder.resolve("store"))) {
      assertThat(child.await("failed: ")).contains("is in use by another process");
      assertThat(store.coverage().records()).isZero();
    }
  }

  @Test
  void a_closed_store_takes_nothing_more() {
    LiveStore store = open();
    store.close();
    assertThatThrownBy(() -> offered(store, span(1, "a", 0, 1, attributes())))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("being closed");
  }
}
