package dev.sonde.store.duckdb;

import static dev.sonde.engine.store.Records.attempt;
import static dev.sonde.engine.store.Records.attributes;
import static dev.sonde.engine.store.Records.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sandbox;
import dev.sonde.engine.store.StoreException;
import dev.sonde.model.WideEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL from users that tries to break out, or the store, while records come in all the time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveSandboxTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int BATCH = 2;

  @TempDir static Path folder;
  private LiveStore store;
  private Sandbox sandbox;
  private CompletableFuture<Long> ingest;
  private volatile boolean enough;

  private record Seen(List<Object> firsts) implements Sandbox.Visitor {

    @Override
    public void columns(List<String> names, List<String> types) {}

    @Override
    public void row(Row row) {
      firsts.add(row.value(0));
    }
  }

  @BeforeAll
  void begin() {
    store = LiveDuckDbStore.open(folder.resolve("store"), LiveSettings.DEFAULT);
    LiveStoreTest.offered(store, attempt(1, "a-1", "w", 0, 10));
    LiveStoreTest.awaitRecords(store, 1);
    sandbox = store.sandbox();
    CountDownLatch first = new CountDownLatch(1);
    ingest = CompletableFuture.supplyAsync(() -> offer(first));
    try {
      first.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Offers until it is enough; how many were stored. A failure ends the test. */
  private long offer(CountDownLatch first) {
    long id = 2;
    while (!enough) {
      List<WideEvent> records = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        records.add(span(id++, "s", id, id + 1, attributes("k", "v")));
      }
      store.offer(LiveStoreTest.arrival(null, records)).join();
      first.countDown();
    }
    return id - 1;
  }

  /** Whatever is tried, records go on coming in. */
  @AfterEach
  void records_come_in() {
    long stored = store.ledger().totals().stored();
    LiveStoreTest.awaitRecords(store, stored + 1);
    assertThat(ingest).isNotDone();
    assertThat(store.health().troubles()).isEmpty();
  }

  /** In the end none is missing. */
  @AfterAll
  void end() {
    enough = true;
    long stored = ingest.join();
    LiveStoreTest.awaitRecords(store, stored);
    assertThat(store.ledger().totals().stored()).isEqualTo(stored);
    assertThat(store.coverage().spans()).isEqualTo(stored);
    sandbox.close();
    store.close();
  }

  private List<Object> select(String sql) {
    Seen seen = new Seen(new ArrayList<>());
    sandbox.select(sql, 1_000, LONG, seen);
    return seen.firsts;
  }

  private void answers() {
    assertThat(select("SELECT task_key FROM task")).containsExactly("a-1");
  }

  @Test
  void a_select_sees_one_moment() {
    answers();
    assertThat(select("SELECT (SELECT count(*) FROM span) - (SELECT sum(spans) FROM run)"))
        .hasToString("[0]");
  }

  @ParameterizedTest
  @FieldSource("dev.sonde.store.duckdb.SandboxAttacks#ALL")
  @ValueSource(
      strings = {
        "SELECT * FROM 'x.json'",
        "SELECT * FROM 'store/facts.duckdb'",
        "SELECT * FROM arriving_spans()",
        "SELECT getvariable('watermark')",
        "SET VARIABLE watermark = 9",
        "UPDATE store.watermark SET seq = 9",
        "SELECT checkpoint('store')",
        "ROLLBACK",
        "COMMIT"
      })
  void anything_else_is_refused(String sql) {
    assertThatThrownBy(() -> select(sql)).isInstanceOf(StoreException.class);
    assertThat(folder.resolve("x.csv")).doesNotExist();
    assertThat(Files.exists(Path.of("x.csv"))).isFalse();
    answers();
  }

  @Test
  void no_file_is_read_by_its_name_not_even_one_of_the_store() throws Exception {
    Path secret = Files.writeString(folder.resolve("store").resolve("server.json"), "{\"a\":1}");
    for (String name : List.of(secret.toString(), "server.json", "../store/server.json")) {
      assertThatThrownBy(() -> select("SELECT * FROM '" + name + "'"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("not allowed");
    }
    answers();
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
    assertThatThrownBy(
            () -> sandbox.select(sql, 3, Duration.ofSeconds(2), new Seen(new ArrayList<>())))
        .isInstanceOf(StoreException.class);
    answers();
  }

  @Test
  void a_third_query_waits_and_an_interrupt_frees_a_place() throws Exception {
    String endless = "SELECT sum(a.range * b.range) FROM range(1000000000) a, range(1000000) b";
    List<CompletableFuture<Throwable>> ends = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      ends.add(ended);
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  sandbox.select(endless, 3, LONG, new Seen(new ArrayList<>()));
                } catch (StoreException e) {
                  ended.complete(e);
                }
              }));
    }
    awaitBusy();
    assertThatThrownBy(
            () -> sandbox.select("SELECT 1", 3, Duration.ofMillis(50), new Seen(new ArrayList<>())))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("as many as may run at once");
    threads.getFirst().interrupt();
    assertThat(ends.getFirst().join()).isInstanceOf(StoreException.class);
    answers();
    threads.getLast().interrupt();
    ends.getLast().join();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Until both places are taken. */
  private void awaitBusy() {
    long end = System.nanoTime() + LONG.toNanos();
    while (true) {
      assertThat(System.nanoTime()).isLessThan(end);
      try {
        sandbox.select("SELECT 1", 3, Duration.ofMillis(1), new Seen(new ArrayList<>()));
      } catch (StoreException e) {
        if (String.valueOf(e.getMessage()).contains("at once")) {
          return;
        }
      }
    }
  }
}
