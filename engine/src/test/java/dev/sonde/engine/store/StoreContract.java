package dev.sonde.engine.store;

import static dev.sonde.engine.store.Records.EPOCH;
import static dev.sonde.engine.store.Records.attempt;
import static dev.sonde.engine.store.Records.attributes;
import static dev.sonde.engine.store.Records.child;
import static dev.sonde.engine.store.Records.counted;
import static dev.sonde.engine.store.Records.event;
import static dev.sonde.engine.store.Records.failed;
import static dev.sonde.engine.store.Records.sample;
import static dev.sonde.engine.store.Records.span;
import static dev.sonde.engine.store.Records.transition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Batch;
import dev.sonde.model.Origin;
import dev.sonde.model.Problem;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store must do; docs/definitions.md says why. */
public abstract class StoreContract {

  protected static final Books BOOKS = new Books("test", 0, Map.of(), Map.of(), List.of());

  @TempDir protected Path folder;

  /** Begins a load into a new folder. */
  protected abstract StoreWriter create(Path directory);

  /** Opens what a load left there. */
  protected abstract Store open(Path directory);

  /** Loads the batches one after another and opens the store. */
  @SafeVarargs
  protected final Store stored(List<? extends WideEvent>... batches) {
    Path directory = folder.resolve("store-" + System.nanoTime());
    try (StoreWriter writer = create(directory)) {
      for (List<? extends WideEvent> batch : batches) {
        assertThat(writer.accept(new Batch(List.copyOf(batch))).stored()).isEqualTo(batch.size());
      }
      writer.finish(BOOKS);
    }
    return open(directory);
  }

  protected static List<String> rows(Store store, String sql) {
    return store
        .queries()
        .list(
            new Statement(sql),
            row -> {
              List<String> cells = new ArrayList<>();
              for (int i = 0; i < row.columns().size(); i++) {
                cells.add(String.valueOf(row.value(i)));
              }
              return String.join("|", cells);
            });
  }

  @Test
  void attributes_of_every_kind_are_found_again() {
    Attributes all = Records.everyKind();
    try (Store store = stored(List.of(span(1, "s", 0, 10, all)))) {
      String kept = "SELECT " + store.dialect().attribute("text") + " AS v FROM span";
      assertThat(rows(store, kept)).containsExactly(all.text("text"));
      for (String key : List.of("int", "bool", "a.b/c~d\"e", "empty", "real")) {
        assertThat(rows(store, "SELECT " + store.dialect().attribute(key) + " FROM span"))
            .as(key)
            .containsExactly(all.text(key));
      }
      assertThat(rows(store, "SELECT " + store.dialect().attribute("missing") + " FROM span"))
          .containsExactly("null");
      assertThat(rows(store, "SELECT attr(attributes, 'int') FROM span"))
          .containsExactly(all.text("int"));
    }
  }

  @Test
  void whole_records_survive_as_canonical_json() {
    Span.Moment moment =
        new Span.Moment(
            EPOCH + 5, "exception", attributes("exception.type", "E"), Attributes.EMPTY);
    Span.Link link =
        new Span.Link(
            new dev.sonde.model.SpanId(1, 2, 3), attributes("why", "x"), Attributes.EMPTY);
    Span plain = span(7, "s", 0, 10, attributes("k", 1));
    Span full =
        new Span(
            new Origin(attributes("service.name", "shop", "host.name", "h1")),
            plain.id(),
            0,
            "s",
            Span.Kind.SERVER,
            plain.startNanos(),
            plain.endNanos(),
            Span.Status.ERROR,
            "bad",
            plain.attributes(),
            List.of(moment),
            List.of(link),
            attributes("flags", 1));
    try (Store store = stored(List.of(full))) {
      assertThat(
              rows(
                  store,
                  "SELECT trace_id, span_id, parent_id, name, service, kind, status, message, error, detail,"
                      + " moments, links FROM span"))
          .containsExactly(
              "0af7651916cd43dd0000000000000001|0000000000000007|null|s|shop|server|error|bad|E|"
                  + AttributesJson.write(attributes("flags", 1))
                  + "|[{\"at_ns\":1790000000000000005,\"name\":\"exception\",\"attributes\":{\"exception.type\":\"E\"}}]"
                  + "|[{\"trace_id\":\"00000000000000010000000000000002\",\"span_id\":\"0000000000000003\","
                  + "\"attributes\":{\"why\":\"x\"}}]");
      assertThat(rows(store, "SELECT " + store.dialect().attribute("host.name") + " FROM span"))
          .containsExactly("h1");
      assertThat(rows(store, "SELECT kind, from_id, to_id FROM edge"))
          .containsExactly(
              "link|00000000000000010000000000000002:0000000000000003"
                  + "|0af7651916cd43dd0000000000000001:0000000000000007");
    }
  }

  @Test
  void events_and_samples_are_found_again() {
    try (Store store =
        stored(
            List.of(
                event("cache.lookup", 3, attributes("cache.key", "k")),
                sample("process.cpu.utilization", 4, 0.5)))) {
      assertThat(rows(store, "SELECT at_ns, run_id, name, severity, body FROM event"))
          .containsExactly((EPOCH + 3) + "|-|cache.lookup|null|null");
      assertThat(rows(store, "SELECT at_ns, run_id, name, value, unit, shape FROM sample"))
          .containsExactly((EPOCH + 4) + "|-|process.cpu.utilization|0.5|1|gauge");
      // Without spans, events and samples say how long a run was.
      assertThat(rows(store, "SELECT run_id, start_ns, end_ns, spans FROM run"))
          .containsExactly("-|" + (EPOCH + 3) + "|" + (EPOCH + 4) + "|0");
      assertThat(store.coverage().records()).isEqualTo(2);
    }
  }

  @Test
  void the_books_balance() {
    List<Span> twice = List.of(attempt(1, "a-1", "w", 0, 10), attempt(2, "a-2", "w", 10, 20));
    Path directory = folder.resolve("books");
    try (StoreWriter writer = create(directory)) {
      writer.accept(new Batch(List.copyOf(twice)));
      writer.accept(new Batch(List.copyOf(twice)));
      Coverage coverage =
          writer.finish(
              new Books(
                  "test",
                  3,
                  Map.of("malformed", 2L),
                  Map.of("capacity", 4L),
                  List.of(new Problem(Problem.Code.MALFORMED, 2, "f, line 1", "not JSON"))));
      assertThat(coverage)
          .isEqualTo(
              new Coverage(
                  "test",
                  EPOCH,
                  EPOCH + 20,
                  2,
                  0,
                  0,
                  5,
                  Map.of("malformed", 2L),
                  Map.of("capacity", 4L),
                  coverage.problems()));
      assertThat(coverage.problems())
          .extracting(Problem::code)
          .containsExactly(Problem.Code.DUPLICATE, Problem.Code.MALFORMED);
      try (Store store = open(directory)) {
        assertThat(store.coverage()).isEqualTo(coverage);
      }
    }
  }

  @Test
  void the_ended_span_replaces_the_open_one() {
    Span ended = attempt(1, "a-1", "w", 0, 10);
    for (List<Span> order :
        List.of(List.of(ended, Records.open(ended)), List.of(Records.open(ended), ended))) {
      try (Store store = stored(order)) {
        assertThat(rows(store, "SELECT end_ns FROM span")).containsExactly("" + (EPOCH + 10));
        assertThat(store.coverage().duplicates()).isEqualTo(1);
        // That is how it is to be: nothing that an answer would have to point out.
        assertThat(store.coverage().problems()).isEmpty();
      }
    }
  }

  @Test
  void small_trace_numbers_do_not_make_an_identity() {
    Attributes one = attributes("worker.id", "w1");
    Attributes two = attributes("worker.id", "w2");
    try (Store store =
        stored(
            List.of(
                counted(5, "n", 0, 10, one),
                counted(5, "n", 0, 10, two),
                counted(5, "m", 0, 10, one),
                counted(5, "n", 1, 10, one),
                counted(5, "n", 0, 10, one)))) {
      assertThat(store.coverage().spans()).isEqualTo(4);
      assertThat(store.coverage().duplicates()).isEqualTo(1);
    }
  }

  @Test
  void open_spans_are_said_and_have_no_duration() {
    try (Store store = stored(List.of(Records.open(attempt(1, "a-1", "w", 0, 10))))) {
      assertThat(rows(store, "SELECT end_ns, duration_s FROM attempt"))
          .containsExactly("null|null");
      assertThat(rows(store, "SELECT state, derived FROM task")).containsExactly("processing|true");
      assertThat(store.coverage().problems())
          .extracting(Problem::code, Problem::count)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(Problem.Code.OPEN, 1L));
    }
  }

  @Test
  void what_is_wrong_in_the_data_is_said() {
    try (Store store =
        stored(
            List.of(
                child(99, span(1, "lost", 0, 10, Attributes.EMPTY)),
                child(1, span(2, "early", -5, 10, Attributes.EMPTY)),
                span(3, "backwards", 10, 5, Attributes.EMPTY)))) {
      assertThat(store.coverage().problems())
          .extracting(Problem::code)
          .containsExactly(
              Problem.Code.CLOCK_SKEW, Problem.Code.NEGATIVE_DURATION, Problem.Code.ORPHAN);
    }
  }

  @Test
  void spans_without_a_run_are_a_run_of_their_own() {
    try (Store store =
        stored(
            List.of(
                span(1, "s", 0, 10, attributes("run.id", "r1")),
                span(2, "s", 20, 30, Attributes.EMPTY),
                event("run.started", 1, attributes("run.id", "r1", "run.name", "nightly")),
                event("run.finished", 9, attributes("run.id", "r1", "run.status", "ok")),
                event("run.started", 40, attributes("run.id", "r2"))))) {
      assertThat(
              rows(store, "SELECT run_id, name, status, start_ns, end_ns FROM run ORDER BY run_id"))
          .containsExactly(
              "-|null|null|" + (EPOCH + 20) + "|" + (EPOCH + 30),
              "r1|nightly|ok|" + EPOCH + "|" + (EPOCH + 10),
              "r2|null|running|" + (EPOCH + 40) + "|" + (EPOCH + 40));
    }
  }

  @Test
  void workers_come_and_go_and_have_slots() {
    try (Store store =
        stored(
            List.of(
                event("worker.added", 0, attributes("worker.id", "w1", "worker.threads", 1)),
                event("worker.removed", 50, attributes("worker.id", "w1", "worker.reason", "lost")),
                event("worker.added", 60, attributes("worker.id", "w1")),
                attempt(1, "a-1", "w1", 0, 10),
                attempt(2, "a-2", "w1", 5, 15),
                attempt(3, "a-3", "w1", 10, 20),
                attempt(4, "a-4", "w2", 7, 9),
                span(5, "scheduler.x", 0, 3, attributes("worker.id", "scheduler"))))) {
      assertThat(
              rows(
                  store,
                  "SELECT worker, slots, added_ns, removed_ns, reason FROM worker ORDER BY worker, added_ns"))
          .containsExactly(
              "w1|2|" + EPOCH + "|" + (EPOCH + 50) + "|lost",
              "w1|2|" + (EPOCH + 60) + "|null|null",
              "w2|1|" + (EPOCH + 7) + "|null|null");
    }
  }

  @Test
  void attempts_are_numbered_and_nested_ones_are_none() {
    try (Store store =
        stored(
            List.of(
                attempt(2, "a-1", "w1", 20, 30),
                failed(attempt(1, "a-1", "w2", 0, 10)),
                child(2, span(4, "step", 21, 29, Attributes.EMPTY)),
                child(4, attempt(3, "a-1", "w1", 22, 23)),
                attempt(5, "b-1", "w1", 40, 50)))) {
      assertThat(
              rows(
                  store,
                  "SELECT task_key, attempt, last, worker, error, inferred FROM attempt ORDER BY task_key, attempt"))
          .containsExactly(
              "a-1|1|false|w2|ValueError: bad chunk|false",
              "a-1|2|true|w1|null|false",
              "b-1|1|true|w1|null|false");
      assertThat(rows(store, "SELECT role FROM span WHERE span_no = 3")).containsExactly("span");
      assertThat(
              rows(store, "SELECT task_key, attempts, state, worker FROM task ORDER BY task_key"))
          .containsExactly("a-1|2|memory|w1", "b-1|1|memory|w1");
    }
  }

  @Test
  void a_missing_call_is_inferred_without_a_duration() {
    try (Store store =
        stored(
            List.of(
                counted(
                    1, "worker.exec.gil", 0, 1, attributes("task.key", "a-1", "worker.id", "w")),
                counted(
                    2, "worker.store_data", 9, 10, attributes("task.key", "a-1", "worker.id", "w")),
                counted(
                    3, "worker.exec.gil", 0, 1, attributes("task.key", "a-2", "worker.id", "w")),
                counted(
                    4,
                    "worker.exec.call",
                    1,
                    5,
                    attributes("task.key", "a-2", "worker.id", "w"))))) {
      assertThat(
              rows(
                  store,
                  "SELECT task_key, start_ns, duration_s, inferred FROM attempt ORDER BY task_key"))
          .containsExactly("a-1|" + EPOCH + "|null|true", "a-2|" + (EPOCH + 1) + "|4.0E-9|false");
      assertThat(rows(store, "SELECT task_key, state, duration_s FROM task ORDER BY task_key"))
          .containsExactly("a-1|memory|null", "a-2|memory|4.0E-9");
    }
  }

  @Test
  void a_task_is_in_the_state_that_was_last_announced() {
    try (Store store =
        stored(
            List.of(
                transition("a-1", 0, "submitted", "waiting"),
                transition("b-1", 0, "submitted", "waiting"),
                attempt(1, "b-1", "w", 5, 10),
                transition("c-1", 0, "submitted", "waiting"),
                transition("c-1", 0, "waiting", "ready"),
                attempt(2, "d-1", "w", 5, 10),
                transition("d-1", 20, "memory", "released"),
                failed(attempt(3, "e-1", "w", 5, 10)),
                span(4, "t", 0, 1, attributes("transfer.key", "x-1", "task.key", "y-1"))))) {
      assertThat(rows(store, "SELECT task_key, state, derived FROM task ORDER BY task_key"))
          .containsExactly(
              "a-1|waiting|false",
              "b-1|memory|false",
              "c-1|ready|false",
              "d-1|released|false",
              "e-1|erred|true");
    }
  }

  @Test
  void dependencies_become_edges() {
    Attributes needs =
        Attributes.builder()
            .put("task.key", "b-1")
            .put("task.dependencies", Value.ofTexts(List.of("('a', 1)", "a-2")))
            .build();
    try (Store store = stored(List.of(span(1, "run", 0, 1, needs)))) {
      assertThat(rows(store, "SELECT kind, from_id, to_id FROM edge ORDER BY from_id"))
          .containsExactly("dependency|('a', 1)|b-1", "dependency|a-2|b-1");
      assertThat(
              store
                  .queries()
                  .list(
                      new Statement("SELECT dependencies FROM task"),
                      row -> row.texts("dependencies")))
          .containsExactly(List.of("('a', 1)", "a-2"));
    }
  }

  @Test
  void order_and_cuts_change_nothing() {
    List<WideEvent> records = new ArrayList<>();
    for (int i = 1; i <= 300; i++) {
      Span attempt = attempt(i, "k-" + i % 100, "w" + i % 7, i * 10L, i * 10L + i % 37);
      records.add(i % 5 == 0 ? failed(attempt) : attempt);
      records.add(
          counted(
              i % 50 + 1,
              "worker.exec.gil",
              i,
              i + 1,
              attributes("task.key", "g-" + i, "worker.id", "w" + i % 3)));
      if (i % 10 == 0) {
        records.add(child(i, span(1000 + i, "step", i * 10L, i * 10L + 1, attributes("n", i))));
        records.add(
            Records.open(span(i, "other content of one identity", 0, 1, attributes("n", i))));
      }
    }
    List<String> expected = null;
    for (long seed = 0; seed < 4; seed++) {
      List<WideEvent> shuffled = new ArrayList<>(records);
      if (seed == 3) {
        shuffled.addAll(records);
      }
      Collections.shuffle(shuffled, new Random(seed));
      int cut = (int) (shuffled.size() * seed / 4);
      try (Store store = stored(shuffled.subList(0, cut), shuffled.subList(cut, shuffled.size()))) {
        List<String> got = everything(store);
        expected = expected == null ? got : expected;
        assertThat(got).as("seed " + seed).isEqualTo(expected);
        assertThat(store.coverage().records() + store.coverage().duplicates())
            .isEqualTo(shuffled.size());
      }
    }
  }

  private static List<String> everything(Store store) {
    List<String> all = new ArrayList<>();
    for (String sql :
        List.of(
            "SELECT * EXCLUDE (seq, origin, attributes, attributes_variant) FROM span ORDER BY ALL",
            "SELECT * EXCLUDE (seq, origin, attributes, attributes_variant) FROM attempt ORDER BY ALL",
            "SELECT * EXCLUDE (attributes) FROM task ORDER BY ALL",
            "SELECT * FROM worker ORDER BY ALL",
            "SELECT * FROM edge ORDER BY ALL",
            "SELECT * EXCLUDE (attributes) FROM run ORDER BY ALL",
            "SELECT * FROM trace ORDER BY ALL")) {
      all.addAll(rows(store, sql));
    }
    return all;
  }

  @Test
  void a_load_that_was_not_finished_leaves_nothing() {
    Path directory = folder.resolve("given-up");
    try (StoreWriter writer = create(directory)) {
      writer.accept(new Batch(List.of(attempt(1, "a-1", "w", 0, 10))));
    }
    assertThat(folder).isEmptyDirectory();
    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void values_are_bound_and_errors_are_for_people() {
    try (Store store = stored(List.of(attempt(1, "it's", "w", 0, 10)))) {
      assertThat(
              store
                  .queries()
                  .list(
                      new Statement(
                          "SELECT count(*) AS n FROM task WHERE task_key = ?", List.of("it's")),
                      row -> row.integer("n")))
          .containsExactly(1L);
      assertThatThrownBy(() -> rows(store, "SELECT nothing FROM span"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("nothing");
      assertThat(rows(store, "SELECT count(*) FROM span")).containsExactly("1");
    }
  }

  @Test
  void a_visitor_may_stop() {
    try (Store store = stored(List.of(attempt(1, "a", "w", 0, 1), attempt(2, "b", "w", 0, 1)))) {
      List<String> seen = new ArrayList<>();
      store.queries().stream(
          new Statement("SELECT task_key FROM task ORDER BY 1"),
          row -> {
            seen.add(row.text("task_key"));
            return false;
          });
      assertThat(seen).containsExactly("a");
    }
  }

  @Test
  void absurd_times_and_texts_spoil_no_query() {
    try (Store store =
        stored(
            List.of(
                new Span(
                    Origin.UNKNOWN,
                    new dev.sonde.model.SpanId(1, 2, 3),
                    "lone \ud800 nul \u0000 end",
                    Long.MAX_VALUE,
                    Long.MIN_VALUE + 1,
                    attributes("k\u0000", "v\ud800\u0000"))))) {
      assertThat(rows(store, "SELECT count(*), sum(duration_s) < 0 FROM span"))
          .containsExactly("1|true");
      assertThat(rows(store, "SELECT starts_with(name, 'lone ') FROM span"))
          .containsExactly("true");
      assertThat(store.coverage().problems())
          .extracting(Problem::code)
          .containsExactly(Problem.Code.MALFORMED, Problem.Code.NEGATIVE_DURATION);
    }
  }

  @Test
  void an_interrupted_query_ends_soon() throws InterruptedException {
    try (Store store = stored(List.of())) {
      java.util.concurrent.atomic.AtomicReference<Throwable> thrown =
          new java.util.concurrent.atomic.AtomicReference<>();
      Thread asking =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  rows(store, "SELECT count(*) FROM range(10000000000) a, range(1000000) b");
                } catch (StoreException e) {
                  thrown.set(e);
                }
              });
      asking.interrupt();
      asking.join();
      assertThat(thrown.get()).hasMessageContaining("interrupted");
    }
  }

  @Test
  void an_empty_source_has_no_times() {
    try (Store store = stored(List.of())) {
      assertThat(store.coverage().startNanos()).isNull();
      assertThat(rows(store, "SELECT * FROM run")).isEmpty();
      assertThat(rows(store, "SELECT count(*) FROM span")).containsExactly("0");
    }
  }
}
