package dev.sonde.sdk.executor;

import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The same of a scheduled task. */
final class TracedScheduledFuture<T> extends TracedFuture<T> implements ScheduledFuture<T> {

  private final ScheduledFuture<T> future;

  TracedScheduledFuture(Job job, ScheduledFuture<T> future) {
    super(job, future);
    this.future = future;
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return future.getDelay(unit);
  }

  @Override
  public int compareTo(Delayed other) {
    return future.compareTo(
        other instanceof TracedScheduledFuture<?> traced ? traced.future : other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TracedScheduledFuture<?> traced && future.equals(traced.future);
  }

  @Override
  public int hashCode() {
    return future.hashCode();
  }
}
