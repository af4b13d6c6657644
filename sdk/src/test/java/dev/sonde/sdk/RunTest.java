package dev.sonde.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.model.Event;
import dev.sonde.model.Span;
import dev.sonde.model.vocabulary.Role;
import dev.sonde.model.vocabulary.SpanFacts;
import dev.sonde.sdk.scope.Carry;
import dev.sonde.sdk.scope.Within;
import dev.sonde.sdk.task.Recorded;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to a run, wherever it happens. */
@SuppressWarnings("try") // Opened for what happens within.
class RunTest {

  private final Recorded recorded = new Recorded();

  @AfterEach
  void end() {
    recorded.close();
  }

  private void spanNamed(String name) {
    recorded.sonde().openTelemetry().getTracer("t").spanBuilder(name).startSpan().end();
  }

  private String runOf(String span) {
    return String.valueOf(recorded.span(span).attributes().text("run.id"));
  }

  @Test
  void a_run_within_a_run_has_an_id_of_its_own_and_names_the_outer_one() {
    Run outer = recorded.sonde().run("outer");
    Run inner = recorded.sonde().run("inner");
    spanNamed("deep");
    inner.close();
    spanNamed("shallow");
    outer.close();

    assertThat(runOf("deep")).isEqualTo(inner.id()).isNotEqualTo(outer.id());
    assertThat(runOf("shallow")).isEqualTo(outer.id());
    Span span = recorded.span("inner");
    assertThat(span.attributes().text("run.parent.id")).isEqualTo(outer.id());
    assertThat(span.parent()).isEqualTo(recorded.span("outer").id().span());
    assertThat(recorded.span("outer").attributes().has("run.parent.id")).isFalse();
    assertThat(SpanFacts.of(recorded.span("outer")).role()).isEqualTo(Role.RUN);
    List<Event> ends =
        recorded.events().stream().filter(event -> event.name().equals("run.finished")).toList();
    assertThat(ends.stream().map(event -> event.attributes().text("run.parent.id")))
        .containsExactly(outer.id(), null);
    assertThat(Context.current()).isEqualTo(Context.root());
  }

  @Test
  void what_a_run_calls_and_throws_is_its_failure_and_goes_on_to_the_caller() throws Exception {
    try (Run run = recorded.sonde().run("nightly")) {
      assertThat(run.call(() -> 7)).isEqualTo(7);
      assertThatThrownBy(() ->
              run.call(() -> {
                throw new IOException("no disk");
              }))
          .isInstanceOf(IOException.class);
    }
    Event finished = recorded.event("run.finished");
    assertThat(finished.attributes().text("run.status")).isEqualTo("failed");
  }

  @Test
  void a_run_that_failed_says_by_what_and_what_is_known_of_it() {
    recorded.sonde().run("nightly").set("day", 7).failed(new IOException("no disk")).close();
    Event finished = recorded.event("run.finished");
    assertThat(finished.attributes().text("run.status")).isEqualTo("failed");
    assertThat(finished.attributes().integer("day")).isEqualTo(7);
    assertThat(SpanFacts.of(recorded.span("nightly")).error())
        .isEqualTo("java.io.IOException: no disk");
  }

  @Test
  void runs_at_the_same_time_do_not_meet() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    List<Thread> threads =
        Stream.of("one", "two")
            .map(name ->
                new Thread(() -> {
                  try (Run run = recorded.sonde().run(name)) {
                    together.await(10, TimeUnit.SECONDS);
                    spanNamed("in-" + name);
                    together.await(10, TimeUnit.SECONDS);
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                }))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    }
    assertThat(recorded.span("in-one").attributes().text("run.name")).isEqualTo("one");
    assertThat(recorded.span("in-two").attributes().text("run.name")).isEqualTo("two");
    assertThat(recorded.span("in-one").id().traceHex())
        .isNotEqualTo(recorded.span("in-two").id().traceHex());
  }

  @Test
  void work_that_is_handed_on_stays_in_its_run() throws Exception {
    ExecutorService plain = Executors.newFixedThreadPool(1);
    Executor carrying = Carry.wrap((Executor) plain);
    String id;
    try (Run run = recorded.sonde().run("nightly");
        Within agent = recorded.sonde().within("agent.name", "a")) {
      id = run.id();
      CompletableFuture.runAsync(() -> spanNamed("future"), carrying)
          .thenRunAsync(() -> spanNamed("then"), carrying)
          .get();
      Thread thread = new Thread(Carry.wrap(() -> spanNamed("thread")));
      thread.start();
      thread.join();
    } finally {
      plain.shutdown();
    }
    for (String name : List.of("future", "then", "thread")) {
      assertThat(runOf(name)).isEqualTo(id);
      assertThat(recorded.span(name).attributes().text("agent.name")).isEqualTo("a");
    }
  }

  @Test
  void headers_take_the_run_to_another_program() {
    Map<String, String> headers;
    String id;
    try (Run run = recorded.sonde().run("nightly")) {
      id = run.id();
      headers = Carry.headers();
    }
    assertThat(headers).containsOnlyKeys("traceparent", "baggage");
    try (Recorded other = new Recorded()) {
      try (Within handling = other.sonde().messages().handling(headers)) {
        other.sonde().attempt("answer-1").run(() -> {});
        assertThat(Carry.headers().get("baggage")).isEqualTo(headers.get("baggage"));
      }
      Span answer = other.span("answer");
      assertThat(answer.attributes().text("run.id")).isEqualTo(id);
      assertThat(answer.parent()).isEqualTo(recorded.span("nightly").id().span());
    }
  }

  @Test
  void what_a_span_says_of_itself_goes_before_what_is_bound_around_it() {
    try (Within worker = recorded.sonde().within("worker.id", "w1")) {
      recorded.sonde().attempt("load-1").worker("w2").run(() -> {});
      recorded.sonde().attempt("sum-1").run(() -> {});
    }
    assertThat(recorded.span("load").attributes().text("worker.id")).isEqualTo("w2");
    assertThat(recorded.span("sum").attributes().text("worker.id")).isEqualTo("w1");
  }

  @Test
  void what_is_closed_in_the_wrong_order_does_not_stay() {
    Run run = recorded.sonde().run("nightly");
    Within agent = recorded.sonde().within("agent.name", "a");
    run.close();
    assertThat(Within.keys(Context.current()).size()).isEqualTo(3);
    agent.close();
    agent.close();
    run.close();
    assertThat(Context.current()).isEqualTo(Context.root());
    assertThat(recorded.spans()).hasSize(1);
  }

  @Test
  void what_another_thread_closes_ends_with_the_next_of_its_own() throws Exception {
    Run run = recorded.sonde().run("nightly");
    Thread other = new Thread(run::close);
    other.start();
    other.join();
    recorded.sonde().within("agent.name", "a").close();
    assertThat(Context.current()).isEqualTo(Context.root());
  }

  /** The program of the next test: it knows nothing of the run that it is started in. */
  static final class Child {
    public static void main(String[] arguments) throws Exception {
      try (Sonde sonde = Sonde.start()) {
        OpenTelemetry plain = sonde.openTelemetry();
        plain.getTracer("t").spanBuilder("bare").startSpan().end();
        sonde.attempt("load-1").run(() -> {});
        sonde.run("below").close();
        String headers = Carry.headers().toString();
        Thread thread = new Thread(() -> sonde.event("there").put("headers", headers).emit());
        thread.start();
        thread.join();
      }
    }
  }

  @Test
  void a_child_process_is_a_part_of_the_run_without_calling_anything(@TempDir Path pool)
      throws Exception {
    ProcessBuilder child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName());
    String id;
    try (Run run = recorded.sonde().run("nightly")) {
      id = run.id();
      child.environment().putAll(Carry.environment());
    }
    child.environment().put("SONDE_DESTINATIONS", "pool:" + pool);
    Path said = pool.resolve("child.txt");
    Process process = child.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(said)).doesNotContain("sonde sdk");
    assertThat(process.exitValue()).isZero();

    String trace = recorded.span("nightly").id().traceHex();
    List<String> lines = lines(pool);
    assertThat(line(lines, "bare")).contains("\"run.id\":\"" + id + "\"");
    assertThat(line(lines, "load")).contains("\"run.id\":\"" + id + "\"").contains(trace);
    assertThat(line(lines, "below")).contains("\"run.parent.id\":\"" + id + "\"").contains(trace);
    assertThat(line(lines, "there")).contains(trace).contains("run.id=" + id);
  }

  private static List<String> lines(Path pool) throws IOException {
    try (Stream<Path> files = Files.list(pool)) {
      Path file =
          files.filter(each -> each.toString().endsWith(".jsonl")).findFirst().orElseThrow();
      return Files.readAllLines(file);
    }
  }

  private static String line(List<String> lines, String name) {
    List<String> found =
        lines.stream().filter(line -> line.contains("\"name\":\"" + name + "\"")).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
