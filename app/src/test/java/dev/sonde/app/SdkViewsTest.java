package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.sdk.destination.DestinationSpec;
import dev.sonde.sdk.executor.Named;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever says with the SDK's facade what happens sees it in every view ({@link SdkScheduler}). */
class SdkViewsTest {

  @TempDir static Path folder;

  private static Path pool;

  @BeforeAll
  static void work() {
    pool = folder.resolve("pool");
    SdkScheduler.run(pool);
  }

  private static JsonNode observe(String view, Object... more) {
    List<Object> words = new ArrayList<>(List.of(view, pool));
    words.addAll(Arrays.asList(more));
    return new Sonde(folder).observe(words.toArray()).get("result");
  }

  /** Of each row the fields named, with spaces between. */
  private static List<String> rows(JsonNode rows, String... fields) {
    List<String> lines = new ArrayList<>();
    for (JsonNode row : rows) {
      lines.add(
          String.join(
              " ", Arrays.stream(fields).map(field -> row.at("/" + field).asText("-")).toList()));
    }
    return lines;
  }

  @Test
  void overview_counts_tasks_workers_and_bytes() {
    JsonNode answer = observe("overview");
    assertThat(answer.get("tasks").asInt()).isEqualTo(11);
    assertThat(answer.get("workers").asInt()).isEqualTo(2);
    assertThat(answer.get("network_bytes").asInt()).isEqualTo(1000);
    assertThat(rows(answer.get("components"), "name"))
        .containsExactly("compute", "network", "disk", "scheduler", "other");
    assertThat(answer.get("components"))
        .allSatisfy(each -> assertThat(each.get("total_s").asDouble()).isPositive());
  }

  @Test
  void every_task_is_in_the_state_that_was_said() {
    assertThat(rows(observe("tasks").get("rows"), "key", "state", "worker", "attempts"))
        .containsExactlyInAnyOrder(
            "load-1 released w1 1",
            "load-2 memory w2 2",
            "load-3 memory w1 1",
            "load-4 erred w2 1",
            "sum-1 memory w1 1",
            "sum-2 erred - 0",
            "sum-3 erred - 0",
            "both-1 waiting - 0",
            "late-1 queued - 0",
            "extra-1 cancelled - 0",
            "odd-1 erred - 0");
  }

  @Test
  void workers_have_their_slots_and_what_became_of_them() {
    assertThat(rows(observe("cluster").get("workers"), "worker", "status", "slots"))
        .containsExactlyInAnyOrder("w1 paused 2", "w2 gone 1");
    JsonNode workers = observe("workers").get("rows");
    assertThat(rows(workers, "worker", "attempts", "tasks", "intervals/0/reason"))
        .containsExactlyInAnyOrder("w1 3 3 -", "w2 3 2 asked to");
    assertThat(workers).allSatisfy(SdkViewsTest::busyWithinItsSlots);
  }

  private static void busyWithinItsSlots(JsonNode worker) {
    assertThat(worker.get("utilization").asDouble())
        .isCloseTo(
            worker.get("busy_s").asDouble()
                / worker.get("window_s").asDouble()
                / worker.get("slots").asInt(),
            within(1e-9))
        .isBetween(0.0, 1.0);
  }

  @Test
  void what_moved_is_known_by_link_and_prefix() {
    JsonNode answer = observe("transfers");
    assertThat(rows(answer.get("links"), "from", "to", "messages", "bytes"))
        .containsExactly("w2 w1 1 1000");
    assertThat(rows(answer.get("prefixes"), "prefix", "consumer_prefix", "logical_bytes"))
        .containsExactly("load sum 1000");
    assertThat(answer.get("wire_bytes").asInt()).isEqualTo(400);
  }

  @Test
  void prefixes_have_their_attempts_results_and_spills() {
    assertThat(
            rows(
                observe("prefixes").get("rows"),
                "prefix",
                "tasks",
                "attempts",
                "erred",
                "result_bytes",
                "spill_bytes"))
        .contains("load 4 5 1 2000 1000", "sum 3 1 2 - 0");
  }

  @Test
  void failures_have_their_roots_and_reasons() {
    JsonNode answer = observe("erred");
    assertThat(rows(answer.get("rows"), "key", "root", "error"))
        .containsExactlyInAnyOrder(
            "load-4 - java.lang.IllegalStateException: bad chunk",
            "odd-1 - java.lang.IllegalArgumentException: no such file",
            "sum-2 load-4 -",
            "sum-3 load-4 -");
  }

  @Test
  void what_waits_says_for_what() {
    assertThat(rows(observe("queued").get("rows"), "key")).containsExactly("late-1");
    assertThat(rows(observe("blocked").get("rows"), "key", "waiting_for/0"))
        .containsExactly("both-1 late-1");
  }

  @Test
  void a_task_has_its_story() {
    String story = new Sonde(folder).run("observe", "task", pool, "load-2").out();
    assertThat(story)
        .contains("placed: least busy", "runs: load (failed)", "transfer of the result for sum-1")
        .contains("spill.write of the result", "2  w2");
    assertThat(new Sonde(folder).run("observe", "task", pool, "odd-1").out())
        .contains("becomes erred: no such file");
    assertThat(new Sonde(folder).run("observe", "events", pool, "--limit", "100").out())
        .contains("placement.candidates=w1,w2");
  }

  /** A task that is said to have erred, and for which no attempt is there, may have run unseen. */
  @Test
  void what_fell_with_another_is_not_missed() {
    assertThat(new Sonde(folder).run("observe", "check", pool).out())
        .contains("Incomplete: coverage.")
        .containsPattern("coverage +FAILED +1 ");
  }

  @Test
  void a_traced_pool_is_a_worker_with_its_threads_as_slots() throws Exception {
    Path own = folder.resolve("pooled");
    int tasks = 40;
    try (var sonde = dev.sonde.sdk.Sonde.builder().destination(DestinationSpec.pool(own)).start();
        var run = sonde.run("pooled")) {
      ExecutorService executor = sonde.traced("render", Executors.newFixedThreadPool(4));
      List<Callable<String>> work = Collections.nCopies(tasks, Named.of("draw", run::id));
      assertThat(executor.invokeAll(work)).hasSize(tasks);
      executor.shutdown();
      assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
    JsonNode workers = new Sonde(folder).observe("workers", own).at("/result/rows");
    assertThat(rows(workers, "slots", "attempts", "tasks")).containsExactly("4 40 40");
    assertThat(workers.at("/0/worker").asText()).startsWith("render-");
    busyWithinItsSlots(workers.get(0));
    assertThat(
            rows(new Sonde(folder).observe("prefixes", own).at("/result/rows"), "prefix", "tasks"))
        .containsExactly("draw 40");
    assertThat(new Sonde(folder).run("observe", "check", own).exit()).isZero();
  }

  /** A pool tells of no state but {@code submitted}. */
  @Test
  void what_was_submitted_and_has_begun_is_processing() throws Exception {
    Path lines = folder.resolve("open.jsonl");
    Files.writeString(
        lines,
        """
        {"kind":"event","name":"task.transition","time_ns":"1000000000","attributes":{"task.key":"a-1","task.state.to":"submitted"}}
        {"kind":"event","name":"task.transition","time_ns":"1000000000","attributes":{"task.key":"a-2","task.state.to":"submitted"}}
        {"kind":"span","name":"a","trace_id":"0000000000000000000000000000000a","span_id":"000000000000000b","start_ns":"1500000000","attributes":{"task.key":"a-1","worker.id":"w"}}
        """);
    JsonNode tasks = new Sonde(folder).observe("tasks", lines).at("/result/rows");
    assertThat(rows(tasks, "key", "state", "worker"))
        .containsExactlyInAnyOrder("a-1 processing w", "a-2 submitted -");
  }

  @Test
  void a_share_of_the_traces_stands_for_all_of_them() {
    Path own = folder.resolve("sampled");
    int traces = 4000;
    try (var sonde =
        dev.sonde.sdk.Sonde.builder()
            .destination(DestinationSpec.pool(own))
            .sampleShare(0.25)
            .start()) {
      for (int i = 0; i < traces; i++) {
        sonde.attempt("load-" + i).run(() -> {});
      }
    }
    JsonNode row =
        new Sonde(folder)
            .run("sql", own, "SELECT count(*), sum(weight), min(weight) FROM span", "--json")
            .json()
            .at("/result/rows/0");
    // Six standard deviations of the binomial: once in 500 million runs beyond.
    double deviation = Math.sqrt(traces * 0.25 * 0.75);
    assertThat(row.get(0).asDouble()).isCloseTo(traces * 0.25, within(6 * deviation));
    assertThat(row.get(1).asDouble()).isCloseTo(4 * row.get(0).asDouble(), within(1e-6));
    assertThat(row.get(2).asDouble()).isEqualTo(4);
  }
}
