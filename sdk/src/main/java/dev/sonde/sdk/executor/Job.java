package dev.sonde.sdk.executor;

import dev.sonde.sdk.task.Attempt;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One piece of work that was handed to a traced executor. */
final class Job {

  private enum State {
    WAITING,
    STARTED,
    ENDED
  }

  private final PoolTasks tasks;
  private final Context around;
  private final String prefix;
  private final String key;
  private final boolean repeated;
  private final @Nullable Instant submitted;
  private final @Nullable Instant due;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private volatile Runnable atEnd = () -> {};

  private Job(PoolTasks tasks, Object work, @Nullable Duration delay, boolean repeated) {
    this.tasks = tasks;
    this.repeated = repeated;
    around = tasks.around();
    prefix = Named.prefix(work, tasks.pool());
    key = tasks.key(prefix);
    submitted = repeated ? null : Instant.now();
    due = submitted == null || delay == null ? submitted : submitted.plus(delay);
    tasks.join(around);
  }

  /** To be run as soon as there is room. */
  static Job now(PoolTasks tasks, Object work) {
    Job job = new Job(tasks, work, null, false);
    tasks.submitted(job);
    return job;
  }

  /** To be run once that time has passed. */
  static Job later(PoolTasks tasks, Object work, Duration delay) {
    Job job = new Job(tasks, work, delay, false);
    tasks.submitted(job);
    tasks.waiting(job);
    return job;
  }

  /** To be run again and again: each time is a task, and nothing is told before it runs. */
  static Job repeated(PoolTasks tasks, Object work) {
    return new Job(tasks, work, null, true);
  }

  String key() {
    return key;
  }

  String prefix() {
    return prefix;
  }

  Context around() {
    return around;
  }

  void run(Runnable work) {
    Attempt attempt = begun();
    try {
      attempt.run(work);
    } catch (Throwable why) {
      ended(attempt, why);
      throw why;
    }
    ended(attempt, null);
  }

  <T> T call(Callable<T> work) throws Exception {
    Attempt attempt = begun();
    T result;
    try {
      result = attempt.call(work);
    } catch (Throwable why) {
      ended(attempt, why);
      throw why;
    }
    ended(attempt, null);
    return result;
  }

  private Attempt begun() {
    state.set(State.STARTED);
    atEnd.run();
    String each = repeated ? tasks.key(prefix) : key;
    return tasks.attempt(each, prefix, around, submitted).ready(due);
  }

  /** An attempt that was sampled out does not show that the task is done. */
  private void ended(Attempt attempt, @Nullable Throwable why) {
    if (!repeated && !attempt.isSampled()) {
      tasks.ended(this, why);
    }
  }

  /**
   * Has that run when it begins or will not.
   *
   * @return false where it has already; it is not run then, or may be
   */
  boolean whenDecided(Runnable action) {
    atEnd = action;
    return state.get() == State.WAITING;
  }

  /** It will not run any more; told once, and not where it has begun. */
  void cancelled() {
    if (!repeated && state.compareAndSet(State.WAITING, State.ENDED)) {
      atEnd.run();
      tasks.cancelled(this);
    }
  }

  /** The executor did not take it: an attempt that took no time and failed by that. */
  void rejected(Throwable why) {
    if (state.compareAndSet(State.WAITING, State.ENDED)) {
      Attempt attempt = tasks.attempt(key, prefix, around, submitted);
      attempt.begin().failed(why).close();
      if (!attempt.isSampled()) {
        tasks.ended(this, why);
      }
    }
  }
}
