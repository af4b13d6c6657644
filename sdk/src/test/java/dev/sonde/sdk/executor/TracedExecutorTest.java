package dev.sonde.sdk.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.model.Event;
import dev.sonde.model.Span;
import dev.sonde.model.vocabulary.SpanFacts;
import dev.sonde.sdk.Run;
import dev.sonde.sdk.scope.Within;
import dev.sonde.sdk.task.Recorded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracedExecutorTest {

  private final Recorded recorded = new Recorded();
  private final List<ExecutorService> opened = new ArrayList<>();

  @AfterEach
  void end() {
    opened.forEach(ExecutorService::shutdownNow);
    recorded.close();
  }

  private ExecutorService traced(ExecutorService executor) {
    opened.add(executor);
    return recorded.sonde().traced("pool", executor);
  }

  private static void ended(ExecutorService executor) throws InterruptedException {
    executor.shutdown();
    assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_task_tells_when_it_was_submitted_and_runs_below_its_caller() throws Exception {
    ExecutorService pool = traced(Executors.newFixedThreadPool(2));
    Run run = recorded.sonde().run("nightly");
    int answer = pool.submit(Named.of("load", () -> 42)).get();
    ended(pool);
    run.close();

    assertThat(answer).isEqualTo(42);
    Span span = recorded.span("load");
    SpanFacts facts = SpanFacts.of(span);
    assertThat(facts.taskPrefix()).isEqualTo("load");
    assertThat(facts.run()).isEqualTo(run.id());
    assertThat(facts.submittedNanos()).isNotNull().isLessThanOrEqualTo(span.startNanos());
    assertThat(facts.readyNanos()).isEqualTo(facts.submittedNanos());
    assertThat(span.parent()).isEqualTo(recorded.span("nightly").id().span());
    Event submitted = recorded.event("task.transition");
    assertThat(submitted.attributes().text("task.state.to")).isEqualTo("submitted");
    assertThat(submitted.attributes().text("task.key")).isEqualTo(facts.taskKey());
    Event joined = recorded.event("worker.added");
    assertThat(joined.attributes().text("worker.id")).isEqualTo(facts.worker()).startsWith("pool-");
    assertThat(joined.attributes().integer("worker.threads")).isEqualTo(2);
    assertThat(joined.attributes().text("run.id")).isEqualTo(run.id());
    assertThat(recorded.event("worker.removed").attributes().text("worker.id"))
        .isEqualTo(facts.worker());
  }

  @Test
  void the_pool_joins_every_run_that_it_works_for() throws Exception {
    ExecutorService pool = traced(Executors.newFixedThreadPool(2));
    for (String name : List.of("one", "two")) {
      try (Run run = recorded.sonde().run(name)) {
        pool.submit(() -> run.id()).get();
        pool.submit(() -> run.id()).get();
      }
    }
    assertThat(
            recorded.events().stream()
                .filter(event -> event.name().equals("worker.added"))
                .map(event -> event.attributes().text("run.name")))
        .containsExactly("one", "two");
  }

  @Test
  @SuppressWarnings("ErroneousThreadPoolConstructorChecker") // That is what is to be seen through.
  void each_pool_has_the_slots_that_it_has_threads() {
    assertThat(slots(Executors.newFixedThreadPool(3))).isEqualTo(3);
    assertThat(slots(Executors.newScheduledThreadPool(4))).isEqualTo(4);
    assertThat(slots(new ForkJoinPool(5))).isEqualTo(5);
    assertThat(slots(new ThreadPoolExecutor(1, 6, 1, TimeUnit.SECONDS, new SynchronousQueue<>())))
        .isEqualTo(6);
    assertThat(
            slots(new ThreadPoolExecutor(1, 6, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>())))
        .isEqualTo(1);
    assertThat(slots(Executors.newCachedThreadPool())).isNull();
    assertThat(slots(virtualThreads())).isNull();
  }

  private static Integer slots(ExecutorService executor) {
    executor.shutdown();
    return PoolShape.slots(executor);
  }

  private static ExecutorService virtualThreads() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("needs Java 21", e);
    }
  }

  @Test
  @SuppressWarnings("try") // Opened for what happens within.
  void virtual_threads_and_nested_tasks_have_the_run_and_the_keys() throws Exception {
    ExecutorService pool = traced(virtualThreads());
    try (Run run = recorded.sonde().run("nightly");
        Within agent = recorded.sonde().within("agent.name", "a")) {
      pool.submit(Named.of("outer", () -> pool.submit(Named.of("inner", () -> 1)).get())).get();
    }
    Span outer = recorded.span("outer");
    Span inner = recorded.span("inner");
    assertThat(inner.parent()).isEqualTo(outer.id().span());
    assertThat(inner.attributes().text("agent.name")).isEqualTo("a");
    assertThat(outer.parent()).isEqualTo(recorded.span("nightly").id().span());
  }

  @Test
  void a_completable_future_on_it_is_traced() throws Exception {
    ExecutorService pool = traced(new ForkJoinPool(2));
    try (Run run = recorded.sonde().run("nightly")) {
      CompletableFuture.supplyAsync(run::id, pool).thenApplyAsync(id -> id + "!", pool).get();
    }
    ended(pool);
    List<Span> tasks =
        recorded.spans().stream().filter(span -> span.attributes().has("task.key")).toList();
    assertThat(tasks).hasSize(2);
    assertThat(tasks)
        .allSatisfy(span -> {
          assertThat(span.name()).isEqualTo("pool");
          assertThat(span.attributes().text("run.name")).isEqualTo("nightly");
        });
  }

  @Test
  void exceptions_are_what_they_were() {
    ExecutorService pool = traced(Executors.newFixedThreadPool(1));
    IllegalStateException why = new IllegalStateException("no luck");
    Callable<String> failing =
        () -> {
          throw why;
        };
    assertThatThrownBy(() -> pool.submit(Named.of("load", failing)).get())
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(why);
    assertThat(SpanFacts.of(recorded.span("load")).error())
        .isEqualTo("java.lang.IllegalStateException: no luck");
  }

  @Test
  void what_is_executed_and_throws_reaches_the_handler_of_its_thread() throws Exception {
    CompletableFuture<Throwable> reached = new CompletableFuture<>();
    ExecutorService pool =
        traced(
            Executors.newFixedThreadPool(
                1,
                work -> {
                  Thread thread = new Thread(work);
                  thread.setUncaughtExceptionHandler((t, thrown) -> reached.complete(thrown));
                  return thread;
                }));
    IllegalStateException why = new IllegalStateException("no luck");
    pool.execute(() -> {
      throw why;
    });
    assertThat(reached.get(10, TimeUnit.SECONDS)).isSameAs(why);
  }

  @Test
  void a_rejected_task_is_told_and_the_caller_hears_of_it() {
    ExecutorService pool = traced(Executors.newFixedThreadPool(1));
    pool.shutdown();
    assertThatThrownBy(() -> pool.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    assertThat(states()).containsExactly("submitted", "submitted");
    assertThat(recorded.spans())
        .hasSize(2)
        .allSatisfy(span ->
            assertThat(SpanFacts.of(span).error())
                .startsWith(RejectedExecutionException.class.getName()));
  }

  private List<String> states() {
    return recorded.events().stream()
        .filter(event -> event.name().equals("task.transition"))
        .map(event -> String.valueOf(event.attributes().text("task.state.to")))
        .toList();
  }

  @Test
  void a_task_that_is_cancelled_before_it_runs_is_told() throws Exception {
    ExecutorService pool = traced(Executors.newFixedThreadPool(1));
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Future<?> first = pool.submit(() -> held(running, go));
    running.await();
    Future<?> second = pool.submit(() -> {});
    assertThat(second.cancel(true)).isTrue();
    assertThat(second.isCancelled()).isTrue();
    go.countDown();
    first.get();
    assertThat(first.cancel(true)).isFalse();
    assertThat(states()).containsExactly("submitted", "submitted", "cancelled");
    ended(pool);
    assertThat(recorded.spans()).hasSize(1);
  }

  private static void held(CountDownLatch running, CountDownLatch go) {
    running.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shutting_down_at_once_gives_the_callers_own_and_tells_of_all() throws Exception {
    ExecutorService pool = traced(Executors.newFixedThreadPool(1));
    CountDownLatch running = new CountDownLatch(1);
    pool.execute(() -> held(running, new CountDownLatch(1)));
    running.await();
    Runnable own = () -> {};
    pool.execute(own);
    Future<Integer> dropped = pool.submit(() -> 1);
    List<Runnable> left = pool.shutdownNow();
    assertThat(left).hasSize(2);
    assertThat(left.get(0)).isSameAs(own);
    assertThat(dropped.isDone()).isFalse();
    assertThat(states())
        .containsExactly("submitted", "submitted", "submitted", "cancelled", "cancelled");
  }

  @Test
  void all_and_any_answer_as_they_did() throws Exception {
    ExecutorService pool = traced(Executors.newFixedThreadPool(2));
    List<Callable<Integer>> works = List.of(() -> 1, () -> 2, () -> 3);
    List<Integer> answers = new ArrayList<>();
    for (Future<Integer> each : pool.invokeAll(works)) {
      answers.add(each.get());
    }
    assertThat(answers).containsExactly(1, 2, 3);
    assertThat(recorded.spans()).hasSize(3);
    assertThat(states()).containsExactly("submitted", "submitted", "submitted");
    assertThat(pool.invokeAny(works)).isIn(1, 2, 3);
  }

  @Test
  void what_did_not_run_in_time_is_cancelled() throws Exception {
    ExecutorService pool = traced(Executors.newFixedThreadPool(1));
    CountDownLatch never = new CountDownLatch(1);
    Callable<Integer> waits =
        () -> {
          never.await();
          return 1;
        };
    List<Future<Integer>> answers =
        pool.invokeAll(List.of(waits, waits), 50, TimeUnit.MILLISECONDS);
    assertThat(answers).allMatch(Future::isCancelled);
    assertThatThrownBy(() -> pool.invokeAny(List.of(waits, waits), 50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    ended(pool);
    // The one thread begins one of each two at most.
    List<String> cancelled = states().stream().filter("cancelled"::equals).toList();
    assertThat(cancelled).hasSizeBetween(2, 4);
    assertThat(recorded.spans()).hasSize(4 - cancelled.size());
  }

  @Test
  void a_later_task_waits_and_is_ready_when_its_time_comes() throws Exception {
    ScheduledExecutorService pool =
        recorded.sonde().traced("pool", Executors.newScheduledThreadPool(1));
    opened.add(pool);
    ScheduledFuture<Integer> soon =
        pool.schedule(Named.of("tick", () -> 1), 20, TimeUnit.MILLISECONDS);
    ScheduledFuture<?> late = pool.schedule(() -> {}, Long.MAX_VALUE, TimeUnit.DAYS);
    assertThat(soon.compareTo(late)).isNegative();
    assertThat(soon.get()).isEqualTo(1);
    assertThat(late.cancel(false)).isTrue();
    SpanFacts facts = SpanFacts.of(recorded.span("tick"));
    assertThat(facts.readyNanos()).isEqualTo(facts.submittedNanos() + 20_000_000L);
    assertThat(states())
        .containsExactly("submitted", "waiting", "submitted", "waiting", "cancelled");
  }

  @Test
  void each_time_that_a_repeated_task_runs_is_a_task() throws Exception {
    ScheduledExecutorService pool =
        recorded.sonde().traced("pool", Executors.newScheduledThreadPool(1));
    opened.add(pool);
    CountDownLatch thrice = new CountDownLatch(3);
    Future<?> future =
        pool.scheduleAtFixedRate(Named.of("tick", thrice::countDown), 0, 1, TimeUnit.MILLISECONDS);
    assertThat(thrice.await(10, TimeUnit.SECONDS)).isTrue();
    future.cancel(false);
    ended(pool);
    List<Span> ticks = recorded.spans();
    assertThat(ticks).hasSizeGreaterThanOrEqualTo(3).allMatch(span -> span.name().equals("tick"));
    assertThat(ticks.stream().map(span -> span.attributes().text("task.key")))
        .doesNotHaveDuplicates();
    assertThat(states()).isEmpty();
  }

  private record Ordered(int place, List<Integer> ran) implements Runnable, Comparable<Ordered> {
    @Override
    public void run() {
      ran.add(place);
    }

    @Override
    public int compareTo(Ordered other) {
      return Integer.compare(place, other.place);
    }
  }

  @Test
  void a_queue_that_orders_its_tasks_still_does() throws Exception {
    List<Integer> ran = new ArrayList<>();
    PriorityBlockingQueue<Runnable> queue = new PriorityBlockingQueue<>();
    ExecutorService pool = traced(new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, queue));
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(() -> held(running, go));
    running.await();
    List.of(3, 1, 2).forEach(place -> pool.execute(new Ordered(place, ran)));
    go.countDown();
    ended(pool);
    assertThat(ran).containsExactly(1, 2, 3);
  }

  @Test
  void a_pool_that_looks_into_its_tasks_is_left_alone() {
    Comparator<Runnable> own = Comparator.comparingInt(work -> ((Ordered) work).place());
    ExecutorService executor =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new PriorityBlockingQueue<>(11, own));
    assertThat(traced(executor)).isSameAs(executor);
  }

  @Test
  void closing_is_what_the_executor_makes_of_it() throws Exception {
    ExecutorService common = recorded.sonde().traced("pool", ForkJoinPool.commonPool());
    // The common pool never ends; waiting for it would take for ever.
    ((AutoCloseable) common).close();
    assertThat(common.isShutdown()).isFalse();
    ExecutorService fixed = traced(Executors.newFixedThreadPool(1));
    ((AutoCloseable) fixed).close();
    assertThat(fixed.isTerminated()).isTrue();
  }

  @Test
  void a_name_that_cannot_be_said_is_the_pools() {
    Named none =
        () -> {
          throw new IllegalStateException("not today");
        };
    assertThat(Named.prefix(none, "pool")).isEqualTo("pool");
  }

  @Test
  void the_name_of_a_task_is_that_of_the_class_it_was_written_in() {
    Runnable lambda = () -> {};
    assertThat(Named.prefix(lambda, "pool")).isEqualTo("TracedExecutorTest");
    assertThat(Named.prefix(new Ordered(1, List.of()), "pool")).isEqualTo("Ordered");
    assertThat(
            Named.prefix(
                new Runnable() {
                  @Override
                  public void run() {}
                },
                "pool"))
        .isEqualTo("TracedExecutorTest");
    assertThat(Named.prefix(new CompletableFuture<>(), "pool")).isEqualTo("pool");
  }
}
