package dev.sonde.sdk.executor;

import dev.sonde.sdk.own.Complaints;
import dev.sonde.sdk.task.Recorder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An executor whose tasks are told of: each is a task with the time that it waited, an attempt where it
 * runs, below what was around the caller. The executor behind it does all the work and decides
 * everything, as without this.
 */
public class TracedExecutor implements ExecutorService {

  private final ExecutorService executor;
  private final PoolTasks tasks;

  /** Submitted and not begun, by the executor's own future: for those that it drops at its end. */
  private final Map<Object, Job> pending = new ConcurrentHashMap<>();

  TracedExecutor(ExecutorService executor, PoolTasks tasks) {
    this.executor = executor;
    this.tasks = tasks;
  }

  /** The executor itself where its tasks cannot be told of without changing what it does. */
  public static ExecutorService of(Recorder recorder, String pool, ExecutorService executor) {
    if (executor instanceof ScheduledExecutorService scheduled) {
      return of(recorder, pool, scheduled);
    } else if (PoolShape.ordersByItsOwn(executor)) {
      Complaints.say(
          pool, "not traced, as its queue compares the tasks by a comparator of its own");
      return executor;
    }
    return new TracedExecutor(executor, new PoolTasks(recorder, pool, PoolShape.slots(executor)));
  }

  public static ScheduledExecutorService of(
      Recorder recorder, String pool, ScheduledExecutorService executor) {
    return new TracedScheduledExecutor(
        executor, new PoolTasks(recorder, pool, PoolShape.slots(executor)));
  }

  PoolTasks tasks() {
    return tasks;
  }

  @Override
  public void execute(Runnable work) {
    Job job = Job.now(tasks, Objects.requireNonNull(work, "work is null"));
    try {
      executor.execute(TracedRunnable.of(job, work));
    } catch (RejectedExecutionException e) {
      job.rejected(e);
      throw e;
    }
  }

  @Override
  public <T> Future<T> submit(Callable<T> work) {
    Job job = Job.now(tasks, Objects.requireNonNull(work, "work is null"));
    return submitted(job, () -> executor.submit(traced(job, work)));
  }

  @Override
  public Future<?> submit(Runnable work) {
    Job job = Job.now(tasks, Objects.requireNonNull(work, "work is null"));
    return submitted(job, () -> executor.submit((Runnable) new TracedRunnable(job, work)));
  }

  @Override
  public <T> Future<T> submit(Runnable work, T result) {
    Job job = Job.now(tasks, Objects.requireNonNull(work, "work is null"));
    return submitted(job, () -> executor.submit(new TracedRunnable(job, work), result));
  }

  private static <T> Callable<T> traced(Job job, Callable<T> work) {
    return () -> job.call(work);
  }

  private interface Handing<T> {
    Future<T> hand();
  }

  @SuppressWarnings("unchecked") // submit(Runnable) has a future of nothing.
  private <T> Future<T> submitted(Job job, Handing<? extends T> handing) {
    try {
      Future<T> future = (Future<T>) handing.hand();
      remember(job, future);
      return new TracedFuture<>(job, future);
    } catch (RejectedExecutionException e) {
      job.rejected(e);
      throw e;
    }
  }

  /** Until it begins, so that no more is kept than the executor itself keeps. */
  private void remember(Job job, Object future) {
    pending.put(future, job);
    if (!job.whenDecided(() -> pending.remove(future))) {
      pending.remove(future);
    }
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> works)
      throws InterruptedException {
    List<Job> jobs = new ArrayList<>(works.size());
    try {
      return executor.invokeAll(traced(works, jobs));
    } finally {
      jobs.forEach(Job::cancelled);
    }
  }

  @Override
  public <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> works, long timeout, TimeUnit unit)
      throws InterruptedException {
    List<Job> jobs = new ArrayList<>(works.size());
    try {
      return executor.invokeAll(traced(works, jobs), timeout, unit);
    } finally {
      jobs.forEach(Job::cancelled);
    }
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> works)
      throws InterruptedException, ExecutionException {
    List<Job> jobs = new ArrayList<>(works.size());
    try {
      return executor.invokeAny(traced(works, jobs));
    } finally {
      jobs.forEach(Job::cancelled);
    }
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> works, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Job> jobs = new ArrayList<>(works.size());
    try {
      return executor.invokeAny(traced(works, jobs), timeout, unit);
    } finally {
      jobs.forEach(Job::cancelled);
    }
  }

  /** Those that have not begun when the call is over never will. */
  private <T> List<Callable<T>> traced(Collection<? extends Callable<T>> works, List<Job> jobs) {
    List<Callable<T>> traced = new ArrayList<>(works.size());
    for (Callable<T> work : works) {
      Job job = Job.now(tasks, Objects.requireNonNull(work, "a task is null"));
      jobs.add(job);
      traced.add(traced(job, work));
    }
    return traced;
  }

  @Override
  public void shutdown() {
    executor.shutdown();
    leaveIfEnded();
  }

  /** Of what was executed, the caller's own. */
  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> left = executor.shutdownNow();
    List<Runnable> own = new ArrayList<>(left.size());
    for (Runnable each : left) {
      if (each instanceof TracedRunnable traced) {
        traced.job().cancelled();
        own.add(traced.work());
      } else {
        Job job = pending.get(each);
        if (job != null) {
          job.cancelled();
        }
        own.add(each);
      }
    }
    // A pool may cancel by itself what it had waiting.
    for (Map.Entry<Object, Job> each : pending.entrySet()) {
      if (((Future<?>) each.getKey()).isCancelled()) {
        each.getValue().cancelled();
      }
    }
    leaveIfEnded();
    return own;
  }

  private void leaveIfEnded() {
    if (executor.isTerminated()) {
      tasks.leave();
    }
  }

  @Override
  public boolean isShutdown() {
    return executor.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return executor.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    boolean ended = executor.awaitTermination(timeout, unit);
    if (ended) {
      tasks.leave();
    }
    return ended;
  }

  /** From Java 19 on, executors have this; theirs is called, as some do not end by it. */
  @SuppressWarnings("MissingOverride")
  public void close() {
    Closing.close(executor);
    leaveIfEnded();
  }

  @Override
  public String toString() {
    return executor.toString();
  }
}
