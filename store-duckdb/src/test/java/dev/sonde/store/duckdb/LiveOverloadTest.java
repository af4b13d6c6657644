package dev.sonde.store.duckdb;

import static dev.sonde.engine.store.Records.attributes;
import static dev.sonde.engine.store.Records.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.store.Health;
import dev.sonde.engine.store.Ledger;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.OverloadedException;
import dev.sonde.engine.store.Store;
import dev.sonde.model.Receipt;
import dev.sonde.model.WideEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than can be stored: what is too much is refused at once, and the books say so at any moment. */
class LiveOverloadTest {

  private static final int BATCH = 100;
  private static final int QUEUE = 5 * BATCH;
  private static final int SENDERS = 8;
  private static final long ENOUGH_REFUSED = 20_000;

  @TempDir Path folder;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong ids = new AtomicLong();

  @Test
  void the_queue_stays_within_its_bounds_and_the_books_balance_at_every_look() {
    LiveSettings settings = LiveSettings.DEFAULT.queue(QUEUE, 1L << 20);
    try (LiveStore store = LiveDuckDbStore.open(folder.resolve("store"), settings)) {
      List<CompletableFuture<Void>> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        senders.add(CompletableFuture.runAsync(() -> send(store), Thread.ofVirtual()::start));
      }
      long looks = 0;
      while (!senders.stream().allMatch(CompletableFuture::isDone)) {
        look(store);
        looks++;
      }
      senders.forEach(CompletableFuture::join);
      assertThat(looks).isPositive();
      Ledger.Totals totals = store.ledger().totals();
      assertThat(totals.received()).isEqualTo(sent.get());
      assertThat(totals.stored()).isEqualTo(kept.get());
      assertThat(totals.refused()).isEqualTo(Map.of("queue", sent.get() - kept.get()));
      LiveStoreTest.awaitRecords(store, kept.get());
      assertThat(store.health().waitingRecords()).isZero();
      assertThat(store.health().waitingBytes()).isZero();
    }
    // The refusals were written down, too.
    try (LiveStore store = LiveDuckDbStore.open(folder.resolve("store"), settings)) {
      assertThat(store.ledger().totals().received()).isEqualTo(sent.get());
      assertThat(store.coverage().records()).isEqualTo(kept.get());
    }
  }

  private void look(LiveStore store) {
    Ledger.Totals totals = store.ledger().totals();
    long refused = totals.refused().getOrDefault("queue", 0L);
    assertThat(totals.received()).isEqualTo(totals.stored() + refused);
    assertThat(totals.received()).isLessThanOrEqualTo(sent.get());
    Health health = store.health();
    assertThat(health.waitingRecords()).isBetween(0L, (long) QUEUE);
    assertThat(health.waitingBytes()).isBetween(0L, 1L << 20);
    try (Store snapshot = store.snapshot()) {
      long shown = snapshot.coverage().records();
      assertThat(LiveStoreTest.rows(snapshot, "SELECT count(*) FROM span"))
          .containsExactly(Long.toString(shown));
      assertThat(LiveStoreTest.rows(snapshot, "SELECT coalesce(sum(spans), 0) FROM run"))
          .containsExactly(Long.toString(shown));
      assertThat(shown).isLessThanOrEqualTo(store.ledger().totals().stored());
    }
  }

  /** Sends without waiting for receipts until enough was refused. */
  private void send(LiveStore store) {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    while (store.ledger().totals().refused().getOrDefault("queue", 0L) < ENOUGH_REFUSED) {
      List<WideEvent> records = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        long id = ids.incrementAndGet();
        records.add(span(id, "s", id, id + 1, attributes("run.id", "r")));
      }
      sent.addAndGet(BATCH);
      try {
        receipts.add(store.offer(LiveStoreTest.arrival(null, records)));
      } catch (OverloadedException e) {
        assertThat(e.why()).isEqualTo("queue");
        assertThat(e.retryAfter()).isPositive();
      }
    }
    for (CompletableFuture<Receipt> receipt : receipts) {
      assertThat(receipt.join()).isEqualTo(Receipt.stored(BATCH));
      kept.addAndGet(BATCH);
    }
  }
}
