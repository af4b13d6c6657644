package dev.sonde.sdk.executor;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The same of an executor that runs tasks later, or again and again. */
final class TracedScheduledExecutor extends TracedExecutor implements ScheduledExecutorService {

  private final ScheduledExecutorService executor;

  TracedScheduledExecutor(ScheduledExecutorService executor, PoolTasks tasks) {
    super(executor, tasks);
    this.executor = executor;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
    Job job = Job.later(tasks(), Objects.requireNonNull(work, "work is null"), span(delay, unit));
    return scheduled(job, () -> executor.schedule(new TracedRunnable(job, work), delay, unit));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
    Job job = Job.later(tasks(), Objects.requireNonNull(work, "work is null"), span(delay, unit));
    return scheduled(job, () -> executor.schedule(() -> job.call(work), delay, unit));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable work, long initialDelay, long period, TimeUnit unit) {
    Job job = Job.repeated(tasks(), Objects.requireNonNull(work, "work is null"));
    Runnable traced = new TracedRunnable(job, work);
    return executor.scheduleAtFixedRate(traced, initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable work, long initialDelay, long delay, TimeUnit unit) {
    Job job = Job.repeated(tasks(), Objects.requireNonNull(work, "work is null"));
    Runnable traced = new TracedRunnable(job, work);
    return executor.scheduleWithFixedDelay(traced, initialDelay, delay, unit);
  }

  private static Duration span(long delay, TimeUnit unit) {
    // A delay beyond a century says that it is not to run; nanoseconds do not reach much further.
    return Duration.ofNanos(Math.min(unit.toNanos(Math.max(0, delay)), CENTURY));
  }

  private static final long CENTURY = TimeUnit.DAYS.toNanos(36_500);

  @SuppressWarnings("unchecked") // schedule(Runnable) has a future of nothing.
  private static <V> ScheduledFuture<V> scheduled(
      Job job, Supplier<? extends ScheduledFuture<?>> handing) {
    try {
      return new TracedScheduledFuture<>(job, (ScheduledFuture<V>) handing.get());
    } catch (RejectedExecutionException e) {
      job.rejected(e);
      throw e;
    }
  }
}
