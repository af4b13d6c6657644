package dev.sonde.sdk.executor;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** What can be seen of an executor from outside. */
final class PoolShape {

  /** More threads than any machine runs at once: a bound that stands for none. */
  private static final int UNBOUNDED = 100_000;

  private PoolShape() {}

  /** How many tasks it runs at once; null where it has no bound, or does not say. */
  static @Nullable Integer slots(ExecutorService executor) {
    if (executor instanceof ForkJoinPool pool) {
      return pool.getParallelism();
    } else if (executor instanceof ThreadPoolExecutor pool) {
      // A queue that is never full never lets it grow beyond its core.
      boolean grows = pool.getQueue().remainingCapacity() < Integer.MAX_VALUE;
      int slots = Math.max(1, grows ? pool.getMaximumPoolSize() : pool.getCorePoolSize());
      return slots > UNBOUNDED ? null : slots;
    }
    return null;
  }

  /** Whether it looks into what it is given, which must then be given as it is. */
  static boolean ordersByItsOwn(ExecutorService executor) {
    return executor instanceof ThreadPoolExecutor pool
        && pool.getQueue() instanceof PriorityBlockingQueue<?> queue
        && queue.comparator() != null;
  }
}
