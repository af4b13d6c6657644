package dev.sonde.store.duckdb;

import static dev.sonde.engine.store.Records.attempt;
import static dev.sonde.engine.store.Records.attributes;
import static dev.sonde.engine.store.Records.event;
import static dev.sonde.engine.store.Records.open;
import static dev.sonde.engine.store.Records.sample;
import static dev.sonde.engine.store.Records.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Removal;
import dev.sonde.engine.store.Store;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records move into sealed files while others come; nobody who asks sees a difference. */
class LiveSealTest {

  private static final List<String> RELATIONS =
      List.of(
          "span",
          "attempt",
          "task",
          "transfer",
          "event",
          "sample",
          "worker",
          "run",
          "trace",
          "origin",
          "attribute_key",
          "edge");

  /** The records of tests are older than what is usually kept. */
  private static final Duration EVER = Duration.ofDays(100_000);

  private static final LiveSettings SMALL =
      LiveSettings.DEFAULT.seal(500, Duration.ofHours(1)).keep(EVER, Long.MAX_VALUE);
  private static final LiveSettings NEVER =
      LiveSettings.DEFAULT.seal(Long.MAX_VALUE, EVER).keep(EVER, Long.MAX_VALUE);

  @TempDir Path folder;

  private static List<WideEvent> records(int from, int to) {
    List<WideEvent> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      switch (i % 5) {
        case 0 -> records.add(attempt(i, "a-" + i, "w" + i % 3, i * 10L, i * 10L + 7));
        case 1 ->
            records.add(event("hello", i, attributes("z", i, "a", "x", "run.id", "r" + i % 2)));
        case 2 -> records.add(sample("m", i, i / 2.0));
        case 3 -> records.add(open(span(i, "open", i, i + 1, attributes("k", i))));
        default -> records.add(span(i, "s" + i % 7, i, i + 4, attributes("b", 1, "a", "y" + i)));
      }
    }
    return records;
  }

  /** Every row of every relation, as texts in an order of their own. */
  private static List<String> everything(Store store) {
    List<String> rows = new ArrayList<>();
    for (String relation : RELATIONS) {
      rows.add(relation);
      rows.addAll(
          LiveStoreTest.rows(
              store, "SELECT to_json(r)::VARCHAR AS text FROM " + relation + " r ORDER BY text"));
    }
    rows.add(store.coverage().toString());
    return rows;
  }

  private static long segments(LiveStore store) {
    return store.health().segments();
  }

  /** Until the sealed ones are in use, so that fewer lie in the live tables. */
  private static void awaitSealed(LiveStore store, long most) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    for (long seen = store.version(); live(store) > most; ) {
      assertThat(store.health().troubles()).isEmpty();
      assertThat(System.nanoTime()).isLessThan(end);
      seen = store.await(seen, Duration.ofMillis(100));
    }
  }

  private static long live(LiveStore store) {
    return Long.parseLong(
        LiveStoreTest.rows(store, "SELECT count(*) FROM store.events").getFirst());
  }

  private List<String> unsealed(List<WideEvent> records) {
    try (LiveStore store = LiveDuckDbStore.open(folder.resolve("unsealed"), NEVER)) {
      store.offer(LiveStoreTest.arrival(null, records)).join();
      LiveStoreTest.awaitRecords(store, records.size());
      return everything(store);
    }
  }

  @Test
  void every_relation_has_the_same_rows_before_and_after() throws Exception {
    List<String> expected = unsealed(records(1, 1_000));
    Path directory = folder.resolve("store");
    try (LiveStore store = LiveDuckDbStore.open(directory, SMALL)) {
      store.offer(LiveStoreTest.arrival(null, records(1, 1_000))).join();
      LiveStoreTest.awaitRecords(store, 999);
      awaitSealed(store, 0);
      assertThat(segments(store)).isEqualTo(1);
      assertThat(everything(store)).isEqualTo(expected);
    }
    try (LiveStore store = LiveDuckDbStore.open(directory, NEVER)) {
      assertThat(segments(store)).isEqualTo(1);
      assertThat(everything(store)).isEqualTo(expected);
    }
    try (Store offline = DuckDbStore.open(directory, Settings.DEFAULT)) {
      assertThat(everything(offline)).isEqualTo(expected);
    }
  }

  @Test
  void a_snapshot_stays_as_it_was_while_its_records_are_sealed() throws Exception {
    try (LiveStore store = LiveDuckDbStore.open(folder.resolve("store"), SMALL)) {
      store.offer(LiveStoreTest.arrival(null, records(1, 400))).join();
      LiveStoreTest.awaitRecords(store, 399);
      try (Store before = store.snapshot()) {
        List<String> rows = everything(before);
        store.offer(LiveStoreTest.arrival(null, records(400, 1_000))).join();
        LiveStoreTest.awaitRecords(store, 999);
        awaitSealed(store, 0);
        assertThat(everything(before)).isEqualTo(rows);
      }
    }
  }

  @Test
  void records_of_sealed_ones_are_still_known_when_more_come() throws Exception {
    List<String> expected = unsealed(records(1, 1_300));
    try (LiveStore store = LiveDuckDbStore.open(folder.resolve("store"), SMALL)) {
      store.offer(LiveStoreTest.arrival(null, records(1, 600))).join();
      LiveStoreTest.awaitRecords(store, 599);
      awaitSealed(store, 0);
      store.offer(LiveStoreTest.arrival(null, records(600, 1_200))).join();
      LiveStoreTest.awaitRecords(store, 1_199);
      awaitSealed(store, 0);
      assertThat(segments(store)).isEqualTo(2);
      store.offer(LiveStoreTest.arrival(null, records(1_200, 1_300))).join();
      LiveStoreTest.awaitRecords(store, 1_299);
      assertThat(withoutPositions(everything(store))).isEqualTo(withoutPositions(expected));
    }
  }

  private static List<String> withoutPositions(List<String> rows) {
    return rows.stream().map(row -> row.replaceAll("\"seq\":\\d+,", "")).sorted().toList();
  }

  @Test
  void clearing_reaches_into_what_is_sealed() throws Exception {
    try (LiveStore store = LiveDuckDbStore.open(folder.resolve("store"), SMALL)) {
      store.offer(LiveStoreTest.arrival(null, records(1, 1_000))).join();
      awaitSealed(store, 0);
      long before = store.coverage().records();
      assertThat(before).isEqualTo(999);
      long removed = store.clear(new Removal.Run("r1")).records();
      assertThat(removed).isEqualTo(100);
      assertThat(store.coverage().records()).isEqualTo(899);
      assertThat(LiveStoreTest.rows(store, "SELECT DISTINCT run_id FROM event"))
          .containsExactly("r0");
      store.clear(new Removal.All());
      assertThat(store.coverage().records()).isZero();
    }
  }

  @Test
  void a_span_that_comes_again_is_found_where_the_first_is_sealed() throws Exception {
    try (LiveStore store = LiveDuckDbStore.open(folder.resolve("store"), SMALL)) {
      store.offer(LiveStoreTest.arrival(null, records(1, 1_000))).join();
      awaitSealed(store, 0);
      // By its content, the later end would be the one to stay.
      LiveStoreTest.offered(
          store, attempt(995, "a-995", "w2", 9_950, 9_999), span(1_001, "new", 0, 1, attributes()));
      LiveStoreTest.awaitRecords(store, 1_000);
      assertThat(LiveStoreTest.rows(store, "SELECT count(*) FROM span WHERE span_no = 995"))
          .containsExactly("1");
      assertThat(LiveStoreTest.rows(store, "SELECT attempts FROM task WHERE task_key = 'a-995'"))
          .containsExactly("1");
      assertThat(store.coverage().duplicates()).isEqualTo(1);
      assertThat(store.ledger().totals().stored()).isEqualTo(1_000);
    }
  }

  @Test
  void sealed_files_go_when_they_are_too_old_or_too_much() throws Exception {
    forgets(SMALL.keep(Duration.ZERO, Long.MAX_VALUE));
    forgets(SMALL.keep(EVER, 1));
  }

  private void forgets(LiveSettings settings) throws Exception {
    Path directory = folder.resolve("kept-" + settings.keepBytes());
    try (LiveStore store = LiveDuckDbStore.open(directory, settings)) {
      List<WideEvent> ended = new ArrayList<>(records(1, 1_000));
      ended.removeIf(record -> record instanceof Span span && span.isOpen());
      store.offer(LiveStoreTest.arrival(null, ended)).join();
      awaitSealed(store, 0);
      LiveStoreTest.offered(store, attempt(2_001, "a-2001", "w9", 50_000, 50_007));
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      for (long seen = store.version(); store.coverage().records() != 1; ) {
        assertThat(store.health().troubles()).isEmpty();
        assertThat(System.nanoTime()).isLessThan(end);
        seen = store.await(seen, Duration.ofMillis(100));
      }
      assertThat(LiveStoreTest.rows(store, "SELECT task_key FROM task")).containsExactly("a-2001");
      assertThat(LiveStoreTest.rows(store, "SELECT count(*) FROM trace")).containsExactly("1");
      assertThat(LiveStoreTest.rows(store, "SELECT spans FROM run")).containsExactly("1");
    }
  }
}
