package dev.sonde.store.duckdb;

import static dev.sonde.engine.store.Records.EPOCH;
import static dev.sonde.engine.store.Records.HIGH;
import static dev.sonde.engine.store.Records.attributes;
import static dev.sonde.engine.store.Records.counted;
import static dev.sonde.engine.store.Records.event;
import static dev.sonde.engine.store.Records.failed;
import static dev.sonde.engine.store.Records.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.store.Ledger;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Removal;
import dev.sonde.engine.store.Store;
import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Receipt;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces below the middle are not chosen; they are kept when they failed or took a second. */
class LiveSamplingTest {

  private static final long SECOND = 1_000_000_000;
  private static final long LONG_SECONDS = 60;

  private static final Sampling CAUSES = sampling(true, SECOND);
  private static final Sampling PLAIN = sampling(false, 0);

  /** Looked at often, so that no test waits; the half minute passes on a clock of its own. */
  static Sampling sampling(boolean errors, long slower) {
    return new Sampling(0.5, errors, slower, Duration.ofSeconds(30), 1_000_000);
  }

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong(EPOCH);
  private long ids;

  private LiveStore open(Sampling sampling) {
    return LiveDuckDbStore.open(
        folder.resolve("store"),
        LiveSettings.DEFAULT.sample(sampling),
        () -> Long.MAX_VALUE,
        clock::get);
  }

  private Span span(long trace, String name, long nanos) {
    return new Span(
        Origin.UNKNOWN,
        new SpanId(HIGH, trace, ++ids),
        name,
        EPOCH,
        EPOCH + nanos,
        Attributes.EMPTY);
  }

  private static long chosen(long trace) {
    return 0x0080_0000_0000_0000L + trace;
  }

  private static List<String> names(Store store) {
    return LiveStoreTest.rows(store, "SELECT name FROM span ORDER BY name");
  }

  /** Waits until the answers say that so many were sampled out; the books say it by then, too. */
  private static void awaitSampled(LiveStore store, long spans) {
    long end = System.nanoTime() + LONG_SECONDS * SECOND;
    for (long seen = store.version(); sampled(store) < spans; ) {
      assertThat(System.nanoTime()).as("sampled in time").isLessThan(end);
      try {
        seen = store.await(seen, Duration.ofSeconds(LONG_SECONDS));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static long sampled(LiveStore store) {
    return store.coverage().dropped().getOrDefault("sampled", 0L);
  }

  private static void assertBooks(LiveStore store, long received, long stored, long sampled) {
    assertThat(store.ledger().totals())
        .isEqualTo(
            new Ledger.Totals(
                received,
                stored,
                0,
                Map.of(),
                Map.of(),
                sampled == 0 ? Map.of() : Map.of("sampled", sampled)));
  }

  @Test
  void what_has_no_trace_or_is_no_span_is_kept_beside_the_share() {
    try (LiveStore store = open(PLAIN)) {
      Receipt receipt =
          LiveStoreTest.offered(
              store,
              span(1, "left", 5),
              span(chosen(1), "chosen", 5),
              failed(span(2, "failed", 5)),
              counted(90, "counted", 0, 1, attributes()),
              event("e", 1, attributes()),
              sample("m", 1, 2));
      assertThat(receipt).isEqualTo(Receipt.stored(6));
      assertBooks(store, 6, 4, 2);
      LiveStoreTest.awaitRecords(store, 4);
      assertThat(names(store)).containsExactly("chosen", "counted");
      assertThat(sampled(store)).isEqualTo(2);
    }
    try (LiveStore store = open(PLAIN)) {
      assertBooks(store, 6, 4, 2);
      assertThat(sampled(store)).isEqualTo(2);
    }
  }

  @Test
  void traces_that_failed_or_were_slow_are_kept_whole_and_the_others_go() {
    try (LiveStore store = open(CAUSES)) {
      LiveStoreTest.offered(store, span(1, "a1", 5), span(2, "b1", 5), span(3, "c1", 5));
      LiveStoreTest.offered(store, span(chosen(4), "d1", 5));
      assertBooks(store, 4, 4, 0);
      clock.addAndGet(29 * SECOND);
      LiveStoreTest.offered(store, failed(span(1, "a2", 5)), span(2, "b2", SECOND));
      LiveStoreTest.awaitRecords(store, 5);
      assertThat(names(store)).containsExactly("a1", "a2", "b1", "b2", "d1");
      assertBooks(store, 6, 6, 0);
      // Of a trace that is kept, what comes later needs no cause of its own.
      LiveStoreTest.offered(store, span(1, "a3", 5), span(3, "c2", SECOND - 1));
      LiveStoreTest.awaitRecords(store, 6);
      assertThat(sampled(store)).isZero();
      // Half a minute after the last of it, and not after the first.
      clock.addAndGet(30 * SECOND);
      LiveStoreTest.offered(store, failed(span(5, "e1", 5)));
      LiveStoreTest.awaitRecords(store, 7);
      assertThat(sampled(store)).isZero();
      assertBooks(store, 9, 9, 0);
      clock.addAndGet(1);
      awaitSampled(store, 2);
      assertThat(names(store)).containsExactly("a1", "a2", "a3", "b1", "b2", "d1", "e1");
      assertBooks(store, 9, 7, 2);
      assertThat(LiveStoreTest.rows(store, "SELECT spans FROM trace ORDER BY spans"))
          .containsExactly("1", "1", "2", "3");
      assertThat(LiveStoreTest.rows(store, "SELECT count(DISTINCT seq) FROM span"))
          .containsExactly("7");
      assertThat(store.health().troubles()).isEmpty();
    }
  }

  private Span with(String state, Span span) {
    return new Span(
        span.origin(),
        span.id(),
        span.parent(),
        span.name(),
        span.kind(),
        span.startNanos(),
        span.endNanos(),
        span.status(),
        span.statusMessage(),
        span.attributes(),
        span.moments(),
        span.links(),
        Attributes.of("traceState", Value.of(state)));
  }

  @Test
  void spans_stand_for_as_many_as_their_trace_was_chosen_from() {
    try (LiveStore store = open(CAUSES)) {
      LiveStoreTest.offered(
          store,
          span(chosen(1), "chosen", 5),
          counted(90, "counted", 0, 1, attributes()),
          // One in four came, and half of these would: of the same random part, it is one in four.
          with("ot=th:c", span(chosen(2) | 0x0040_0000_0000_0000L, "rarer", 5)),
          with("ot=th:4;rv:ffffffffffffff", span(3, "by its state", 5)),
          span(chosen(4), "beside a failure", 5),
          failed(span(chosen(4), "chosen failure", 5)),
          failed(span(5, "failure", 5)),
          failed(with("ot=th:4", span(6, "rarer failure", 5))));
      LiveStoreTest.offered(store, span(chosen(4), "after a failure", 5));
      LiveStoreTest.awaitRecords(store, 9);
      assertThat(LiveStoreTest.rows(store, "SELECT name, weight FROM span ORDER BY name"))
          .containsExactly(
              "after a failure|1.0",
              "beside a failure|1.0",
              "by its state|2.0",
              "chosen|2.0",
              "chosen failure|1.0",
              "counted|1.0",
              "failure|1.0",
              "rarer|4.0",
              "rarer failure|" + 4.0 / 3);
    }
  }

  @Test
  void weights_add_up_to_all_that_came_within_the_bound_of_chance() {
    Random random = new Random(11);
    int traces = 10_000;
    int failures = 0;
    List<WideEvent> records = new ArrayList<>();
    for (int i = 0; i < traces; i++) {
      Span span = span(random.nextLong(), "n", 5);
      boolean fails = i % 10 == 0;
      failures += fails ? 1 : 0;
      records.add(fails ? failed(span) : span);
    }
    try (LiveStore store = open(CAUSES)) {
      store.offer(LiveStoreTest.arrival(null, records)).join();
      clock.addAndGet(31 * SECOND);
      awaitSampled(store, 1);
      String counts =
          LiveStoreTest.rows(
                  store,
                  "SELECT sum(weight)::BIGINT, sum(weight) FILTER (status = 'error')::BIGINT FROM span")
              .getFirst();
      // Of 9,000 by halves: a deviation of 95 in what is doubled to 18,000 halves; five of them.
      assertThat(Long.parseLong(counts.split("\\|")[0])).isBetween(9_525L, 10_475L);
      assertThat(counts.split("\\|")[1]).isEqualTo(Integer.toString(failures));
    }
  }

  @Test
  void a_trace_that_was_kept_is_forgotten_after_an_hour() {
    try (LiveStore store = open(CAUSES)) {
      LiveStoreTest.offered(store, failed(span(1, "a1", 5)));
      LiveStoreTest.awaitRecords(store, 1);
      clock.addAndGet(3_601 * SECOND);
      LiveStoreTest.offered(store, failed(span(2, "b1", 5)));
      LiveStoreTest.awaitRecords(store, 2);
    }
    try (LiveStore store = open(CAUSES)) {
      LiveStoreTest.offered(store, span(1, "a2", 5), span(2, "b2", 5));
      LiveStoreTest.awaitRecords(store, 3);
      clock.addAndGet(31 * SECOND);
      awaitSampled(store, 1);
      assertThat(names(store)).containsExactly("a1", "b1", "b2");
      assertBooks(store, 4, 3, 1);
    }
  }

  @Test
  void what_waits_is_decided_on_after_a_restart() {
    try (LiveStore store = open(CAUSES)) {
      LiveStoreTest.offered(store, span(1, "a1", 5), span(2, "b1", 5));
      assertBooks(store, 2, 2, 0);
    }
    try (LiveStore store = open(CAUSES)) {
      assertBooks(store, 2, 2, 0);
      assertThat(store.coverage().records()).isZero();
      LiveStoreTest.offered(store, failed(span(1, "a2", 5)));
      LiveStoreTest.awaitRecords(store, 2);
      clock.addAndGet(31 * SECOND);
      awaitSampled(store, 1);
      assertThat(names(store)).containsExactly("a1", "a2");
      assertBooks(store, 3, 2, 1);
    }
    try (LiveStore store = open(CAUSES)) {
      assertBooks(store, 3, 2, 1);
      assertThat(sampled(store)).isEqualTo(1);
      LiveStoreTest.offered(store, span(1, "a3", 5), span(chosen(1), "c", 5));
      LiveStoreTest.awaitRecords(store, 4);
      assertThat(LiveStoreTest.rows(store, "SELECT count(DISTINCT seq) FROM span"))
          .containsExactly("4");
    }
  }

  @Test
  void a_store_that_is_opened_without_sampling_keeps_what_waits() {
    try (LiveStore store = open(CAUSES)) {
      LiveStoreTest.offered(store, span(1, "a1", 5), span(2, "b1", 5));
    }
    try (LiveStore store = open(Sampling.NONE)) {
      LiveStoreTest.awaitRecords(store, 2);
      assertThat(names(store)).containsExactly("a1", "b1");
      assertBooks(store, 2, 2, 0);
    }
  }

  @Test
  void a_killed_process_leaves_what_has_to_be_kept() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    try (ChildJvm child = ChildJvm.start(temporary, "live-sampled", folder.resolve("store"))) {
      child.await("acknowledged ");
      child.killAndRead();
    }
    clock.set(System.currentTimeMillis() * 1_000_000);
    try (LiveStore store = open(CAUSES)) {
      assertBooks(store, 3, 3, 0);
      LiveStoreTest.awaitRecords(store, 2);
      assertThat(LiveStoreTest.rows(store, "SELECT span_no FROM span ORDER BY 1"))
          .containsExactly("1", "2");
      clock.addAndGet(31 * SECOND);
      awaitSampled(store, 1);
      assertBooks(store, 3, 2, 1);
    }
  }

  @Test
  void the_books_balance_at_each_look_and_what_failed_is_there() {
    Random random = new Random(3);
    int traces = 400;
    List<String> failures = new ArrayList<>();
    long kept = 0;
    long all = 0;
    try (LiveStore store = open(CAUSES)) {
      for (int batch = 0; batch < 20; batch++) {
        List<WideEvent> records = new ArrayList<>();
        for (int i = 0; i < traces / 20; i++) {
          boolean isChosen = random.nextBoolean();
          long trace = batch * 1_000L + i + (isChosen ? chosen(0) : 0);
          boolean fails = random.nextInt(10) == 0;
          Span root = span(trace, "root " + trace, 5);
          records.add(root);
          Span other = span(trace, "other " + trace, 5);
          records.add(fails ? failed(other) : other);
          if (fails) {
            failures.add("other " + trace);
          }
          kept += isChosen || fails ? 2 : 0;
          all += 2;
        }
        store.offer(LiveStoreTest.arrival(null, records)).join();
        clock.addAndGet(4 * SECOND);
        Ledger.Totals books = store.ledger().totals();
        assertThat(books.received()).isEqualTo(all);
        assertThat(books.stored() + books.dropped().getOrDefault("sampled", 0L)).isEqualTo(all);
        assertThat(store.coverage().records()).isLessThanOrEqualTo(books.stored());
      }
      clock.addAndGet(31 * SECOND);
      awaitSampled(store, all - kept);
      LiveStoreTest.awaitRecords(store, kept);
      assertBooks(store, all, kept, all - kept);
      assertThat(store.coverage().records()).isEqualTo(kept);
      assertThat(LiveStoreTest.rows(store, "SELECT name FROM span WHERE status = 'error'"))
          .containsExactlyInAnyOrderElementsOf(failures);
    }
  }

  @Test
  void what_waits_is_cleared_too() {
    try (LiveStore store = open(CAUSES)) {
      LiveStoreTest.offered(store, span(1, "a1", 5), span(chosen(1), "c", 5));
      LiveStoreTest.awaitRecords(store, 1);
      assertThat(store.clear(new Removal.All()).records()).isEqualTo(2);
      LiveStoreTest.offered(store, failed(span(1, "a2", 5)));
      LiveStoreTest.awaitRecords(store, 1);
      assertThat(names(store)).containsExactly("a2");
    }
  }
}
