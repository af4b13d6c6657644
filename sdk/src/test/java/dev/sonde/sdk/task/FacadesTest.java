package dev.sonde.sdk.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Component;
import dev.sonde.model.vocabulary.RecordFacts;
import dev.sonde.model.vocabulary.Role;
import dev.sonde.model.vocabulary.SpanFacts;
import dev.sonde.sdk.scope.Within;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each facade, and what the readers' vocabulary understands of what it records. */
class FacadesTest {

  private final Recorded recorded = new Recorded();

  @AfterEach
  void end() {
    recorded.close();
  }

  @Test
  void an_attempt_is_a_span_with_all_that_was_said_of_it() throws Exception {
    int sum =
        recorded
            .sonde()
            .attempt("sum-1")
            .number(2)
            .dependsOn(List.of("load-1", "load-2"))
            .submitted(Instant.ofEpochSecond(1))
            .ready(Instant.ofEpochSecond(2))
            .assigned(Instant.ofEpochSecond(3, 5))
            .worker("w1")
            .input("n", () -> 41)
            .cacheMiss()
            .set("colour", "red")
            .call(() -> 42);

    assertThat(sum).isEqualTo(42);
    Span span = recorded.span("sum");
    SpanFacts facts = SpanFacts.of(span);
    assertThat(facts.role()).isEqualTo(Role.ATTEMPT);
    assertThat(facts.component()).isEqualTo(Component.COMPUTE);
    assertThat(facts.taskKey()).isEqualTo("sum-1");
    assertThat(facts.taskPrefix()).isEqualTo("sum");
    assertThat(facts.attempt()).isEqualTo(2);
    assertThat(facts.submittedNanos()).isEqualTo(1_000_000_000L);
    assertThat(facts.readyNanos()).isEqualTo(2_000_000_000L);
    assertThat(facts.assignedNanos()).isEqualTo(3_000_000_005L);
    assertThat(facts.worker()).isEqualTo("w1");
    assertThat(facts.cache()).isEqualTo("miss");
    assertThat(span.attributes().texts("task.dependencies")).containsExactly("load-1", "load-2");
    assertThat(span.attributes().text("colour")).isEqualTo("red");
    assertThat(span.attributes().text("task.input.n")).isEqualTo("41");
    assertThat(span.status()).isEqualTo(Span.Status.UNSET);
  }

  @Test
  void what_an_attempt_throws_is_told_and_thrown_on() {
    IllegalStateException why = new IllegalStateException("no luck");
    assertThatThrownBy(() ->
            recorded
                .sonde()
                .attempt("sum-1")
                .call(() -> {
                  throw why;
                }))
        .isSameAs(why);

    Span span = recorded.span("sum");
    assertThat(span.status()).isEqualTo(Span.Status.ERROR);
    assertThat(SpanFacts.of(span).error()).isEqualTo("java.lang.IllegalStateException: no luck");
  }

  @Test
  void a_prefix_that_is_a_name_of_the_table_is_a_task_all_the_same() {
    recorded.sonde().attempt("k").prefix("scheduler.update").run(() -> {});
    assertThat(SpanFacts.of(recorded.span("task scheduler.update")).role()).isEqualTo(Role.ATTEMPT);
  }

  @Test
  void phases_stand_around_an_attempt_and_within_it() {
    try (Attempt attempt = recorded.sonde().attempt("sum-1").worker("w1")) {
      attempt.phase("deserialize").close();
      attempt.begin();
      attempt.phase("lock").close();
    }
    Span before = recorded.span("task.deserialize");
    Span inside = recorded.span("task.lock");
    assertThat(before.parent()).isZero();
    assertThat(inside.parent()).isEqualTo(recorded.span("sum").id().span());
    SpanFacts facts = SpanFacts.of(before);
    assertThat(facts.role()).isEqualTo(Role.PHASE);
    assertThat(facts.phase()).isEqualTo("deserialize");
    assertThat(facts.taskKey()).isEqualTo("sum-1");
    assertThat(facts.worker()).isEqualTo("w1");
  }

  @Test
  void a_transfer_and_a_spill_say_what_moved() {
    try (Transfer transfer =
        recorded.sonde().transfer("load-1").task("sum-1").from("w1").to("w2").begin()) {
      transfer.bytes(100).wireBytes(40);
    }
    try (Spill spill = recorded.sonde().spill("load-1").worker("w2").task("sum-1").read()) {
      spill.bytes(100);
    }
    SpanFacts moved = SpanFacts.of(recorded.span("transfer"));
    assertThat(moved.role()).isEqualTo(Role.TRANSFER);
    assertThat(moved.dataKey()).isEqualTo("load-1");
    assertThat(moved.taskKey()).isEqualTo("sum-1");
    assertThat(moved.from()).isEqualTo("w1");
    assertThat(moved.to()).isEqualTo("w2");
    assertThat(moved.bytes()).isEqualTo(100);
    assertThat(moved.wireBytes()).isEqualTo(40);
    Span spilled = recorded.span("spill.read");
    SpanFacts spill = SpanFacts.of(spilled);
    assertThat(spill.role()).isEqualTo(Role.SPILL);
    assertThat(spill.worker()).isEqualTo("w2");
    assertThat(spill.bytes()).isEqualTo(100);
    assertThat(spilled.attributes().text("spill.direction")).isEqualTo("read");
  }

  @Test
  void a_scheduler_tells_the_states_of_its_tasks() {
    Tasks tasks = recorded.sonde().tasks();
    tasks.submitted("sum-1", List.of("load-1"));
    tasks.waiting("sum-1");
    tasks.ready("sum-1");
    tasks.queued("sum-1");
    tasks.assigned("sum-1", "w1");
    tasks.placed("sum-1", "w1", "has the data", List.of("w1", "w2"));
    tasks.inMemory("sum-1", "w1");
    tasks.released("sum-1");
    tasks.cancelled("sum-2");
    tasks.erred("sum-3", new IllegalStateException("no luck"));
    tasks.transition("sum-4", "processing", "released", "w1");

    assertThat(recorded.events().stream().map(event -> event.attributes().text("task.state.to")))
        .containsExactly(
            "submitted",
            "waiting",
            "ready",
            "queued",
            "processing",
            null,
            "memory",
            "released",
            "cancelled",
            "erred",
            "released");
    Event submitted = recorded.events().get(0);
    assertThat(RecordFacts.of(submitted).taskKey()).isEqualTo("sum-1");
    assertThat(submitted.attributes().texts("task.dependencies")).containsExactly("load-1");
    Event placed = recorded.event("task.placed");
    assertThat(RecordFacts.of(placed).worker()).isEqualTo("w1");
    assertThat(placed.attributes().text("placement.reason")).isEqualTo("has the data");
    assertThat(placed.attributes().texts("placement.candidates")).containsExactly("w1", "w2");
    assertThat(recorded.events().get(9).attributes().text("exception.message"))
        .isEqualTo("no luck");
  }

  @Test
  void a_schedulers_own_work_is_known_as_such() {
    recorded.sonde().scheduling("place").task("sum-1").close();
    SpanFacts facts = SpanFacts.of(recorded.span("scheduler.place"));
    assertThat(facts.role()).isEqualTo(Role.SCHEDULER);
    assertThat(facts.component()).isEqualTo(Component.SCHEDULER);
    assertThat(facts.taskKey()).isEqualTo("sum-1");
  }

  @Test
  void workers_come_and_go() {
    WorkerEvents worker = recorded.sonde().worker("w1");
    worker.joined(4);
    worker.paused("memory");
    worker.resumed();
    worker.left("done");
    assertThat(recorded.events().stream().map(Event::name))
        .containsExactly("worker.added", "worker.paused", "worker.resumed", "worker.removed");
    Attributes added = recorded.event("worker.added").attributes();
    assertThat(added.text("worker.id")).isEqualTo("w1");
    assertThat(added.integer("worker.threads")).isEqualTo(4);
    assertThat(recorded.event("worker.removed").attributes().text("worker.reason"))
        .isEqualTo("done");
  }

  @Test
  @SuppressWarnings("try") // Opened for what happens within.
  void messages_take_the_trace_along() {
    Messages messages = recorded.sonde().messages();
    Map<String, String> headers;
    try (Step step = recorded.sonde().step("submit")) {
      headers = messages.sent("m1", "a", "b", "Ask", 10);
    }
    try (Within handling = messages.handling(headers)) {
      messages.received("m1", "a", "b", "Ask", 10);
      recorded.sonde().attempt("answer-1").run(() -> {});
    }
    Span step = recorded.span("client.submit");
    assertThat(SpanFacts.of(step).role()).isEqualTo(Role.CLIENT);
    assertThat(recorded.span("answer").parent()).isEqualTo(step.id().span());
    Event received = recorded.event("message.received");
    assertThat(received.span()).isEqualTo(step.id());
    assertThat(received.attributes().text("message.from")).isEqualTo("a");
    assertThat(recorded.event("message.sent").attributes().integer("message.size_bytes"))
        .isEqualTo(10);
  }

  @Test
  void artifacts_caches_and_own_events_have_their_words() {
    recorded.sonde().artifacts().produced("a1", "Draft", "writer");
    recorded.sonde().artifacts().consumed("a1", "Draft", "writer", "critic");
    recorded.sonde().cache().lookup("c1", true, "load-1");
    recorded.sonde().event("order.paid").put("cents", 1250).put("tags", List.of("x")).emit();

    assertThat(recorded.event("artifact.consumed").attributes().text("artifact.consumer"))
        .isEqualTo("critic");
    assertThat(recorded.event("artifact.produced").attributes().text("artifact.producer"))
        .isEqualTo("writer");
    assertThat(recorded.event("cache.lookup").attributes().get("cache.hit"))
        .isEqualTo(Value.of(true));
    assertThat(recorded.event("order.paid").attributes().integer("cents")).isEqualTo(1250);
    assertThat(recorded.event("order.paid").attributes().texts("tags")).containsExactly("x");
  }
}
