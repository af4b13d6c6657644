package dev.sonde.sdk.pipeline;

import dev.sonde.model.WideEvent;
import dev.sonde.model.redact.Redactor;
import dev.sonde.sdk.destination.Destination;
import dev.sonde.sdk.own.Complaints;
import dev.sonde.sdk.own.OwnThreads;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes records from the threads that make them to the destinations. A thread that makes one pays for
 * putting it into a buffer; all else is done by daemon threads. Bounded everywhere; what finds no room
 * is counted ({@link #losses}), and said to the destinations among the records. What was made is
 * delivered when the program ends, also where nobody closes this.
 */
public final class Pipeline implements AutoCloseable {

  /** What a batch holds at most. */
  private static final int BATCH = 4096;

  /** What its records may take: whole batches are taken or refused, so that a larger one breaks the bound. */
  private static final long BATCH_BYTES = 4L << 20;

  /** What the records that wait for one destination may take, beside the bound of their number. */
  private static final long MOST_BYTES = 64L << 20;

  /** Open spans that are remembered, so that a killed process has told of them. */
  private static final int MOST_OPEN = 10_000;

  /** What may wait to be taken while most is dropped anyway. */
  private static final int OVERLOADED = 4096;

  /** What is made faster, for longer than a moment, is dropped before it costs more than that. */
  private static final int MOST_PER_SECOND = 400_000;

  private static final long OPEN_AFTER = TimeUnit.MILLISECONDS.toNanos(500);

  private record Begun(ReadableSpan span, long seen) {}

  private final StripedBuffer<Object> ended;
  private final StripedBuffer<ReadableSpan> begun;
  private final boolean tellsOpen;
  private final long interval;
  private final List<Delivery> deliveries = new ArrayList<>();
  private final LossCounts losses = new LossCounts();
  private final Queue<CountDownLatch> flushes = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private final ShutdownHook hook = new ShutdownHook(this::close);
  private final LongAdder queueFull = losses.of("queue_full");
  private final LongAdder tooFast = losses.of("too_fast");
  private volatile boolean closed;

  /** Nothing is taken until the budget allows it again. */
  private volatile boolean shedding;

  // The thread's own.
  private final Records records = new Records();
  private final Redactor redactor = new Redactor();
  private final List<Begun> open = new ArrayList<>();
  private List<WideEvent> batch = new ArrayList<>();
  private long batchBytes;
  private final Budget budget;
  private final Overload overload = new Overload(System.nanoTime());
  private final int capacity;
  private int limit;

  /**
   * @param destinations by the name that losses are counted under
   * @param capacity records that may wait to be taken
   * @param interval between two deliveries when little is made
   */
  public Pipeline(Map<String, Destination> destinations, int capacity, Duration interval) {
    int stripes = Math.min(16, 2 * Runtime.getRuntime().availableProcessors());
    this.capacity = capacity;
    limit = capacity;
    budget = new Budget(MOST_PER_SECOND, 4 * capacity, System.nanoTime());
    ended = new StripedBuffer<>(stripes, capacity);
    begun = new StripedBuffer<>(stripes, capacity);
    this.interval = interval.toNanos();
    destinations.forEach(
        (name, each) -> deliveries.add(new Delivery(name, each, 2 * capacity, MOST_BYTES, losses)));
    tellsOpen = deliveries.stream().anyMatch(Delivery::wantsOpenSpans);
    thread = OwnThreads.named("sonde-sdk", this::run);
    thread.start();
    hook.add();
  }

  /** Whether {@link #begun} is of any use. */
  boolean tellsOpen() {
    return tellsOpen;
  }

  void begun(ReadableSpan span) {
    // Only for the case of a kill: one that finds no room is told of when it has ended.
    if (!shedding && begun.offer(span) == StripedBuffer.Offer.NOTABLE) {
      LockSupport.unpark(thread);
    }
  }

  void ended(ReadableSpan span) {
    offer(span);
  }

  void emitted(ReadWriteLogRecord record) {
    offer(record);
  }

  /** Takes a record as it is. Never waits, never throws. */
  public void offer(WideEvent record) {
    offer((Object) record);
  }

  private void offer(Object record) {
    if (closed) {
      losses.add("closed", 1);
      return;
    }
    if (shedding) {
      tooFast.increment();
      return;
    }
    switch (ended.offer(record)) {
      case TAKEN -> {}
      case NOTABLE -> LockSupport.unpark(thread);
      case REFUSED -> queueFull.increment();
    }
  }

  public Losses losses() {
    Map<String, Long> sums = losses.get();
    deliveries.forEach(delivery -> delivery.addLossesTo(sums));
    return new Losses(sums);
  }

  /**
   * Waits until everything made so far is written and flushed.
   *
   * @return false where that took longer than it may
   */
  public boolean flush(Duration most) {
    CountDownLatch done = new CountDownLatch(Math.max(1, deliveries.size()));
    flushes.add(done);
    LockSupport.unpark(thread);
    try {
      return done.await(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Delivers what was made so far, within two seconds, and ends. A second call does nothing. */
  @Override
  public void close() {
    close(Duration.ofSeconds(2));
  }

  /** As {@link #close()}, within that time. */
  public void close(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    hook.remove();
    LockSupport.unpark(thread);
    try {
      thread.join(Math.max(1, most.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Delivery delivery : deliveries) {
      delivery.join(deadline - System.nanoTime());
    }
  }

  private void run() {
    while (!closed) {
      safely(this::round);
      if (shedding) {
        shed();
      }
      if (flushes.isEmpty() && !closed) {
        LockSupport.parkNanos(this, interval);
      }
    }
    // What was put into the buffers before anybody could see that it is closed.
    safely(this::round);
    deliveries.forEach(Delivery::end);
  }

  /** Refuses what is made until there is a budget for a batch; a flush or the end cuts that short. */
  private void shed() {
    long wait = budget.waitNanos(BATCH, System.nanoTime());
    while (wait > 0 && flushes.isEmpty() && !closed) {
      LockSupport.parkNanos(this, wait);
      wait = budget.waitNanos(BATCH, System.nanoTime());
    }
    shedding = false;
  }

  /** A thread that ended would lose all that comes. */
  private static void safely(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | Error e) {
      Complaints.say("pipeline", e);
    }
  }

  private void round() {
    List<CountDownLatch> asked = new ArrayList<>();
    for (CountDownLatch next = flushes.poll(); next != null; next = flushes.poll()) {
      asked.add(next);
    }
    // What had been made when the flushes were asked for is in the buffers now.
    for (int taken = 1; taken > 0; ) {
      taken = ended.drain(BATCH, this::take);
      deliver();
      long now = System.nanoTime();
      budget.take(taken, now);
      boolean overloaded = overload.lasts(taken, queueFull.sum() + tooFast.sum(), now);
      limit(overloaded ? Math.min(OVERLOADED, capacity) : capacity);
      // The rest is taken before it is waited: records that lie around cost every garbage
      // collection.
      shedding = budget.isOverdrawn();
    }
    tellOpen();
    for (CountDownLatch latch : asked) {
      if (deliveries.isEmpty()) {
        latch.countDown();
      }
      deliveries.forEach(delivery -> delivery.flush(latch));
    }
  }

  private void limit(int records) {
    if (records != limit) {
      limit = records;
      ended.limit(records);
      begun.limit(records);
      deliveries.forEach(delivery -> delivery.limit(2 * records));
    }
  }

  private void take(Object record) {
    try {
      WideEvent clean = redactor.apply(converted(record));
      batch.add(clean);
      batchBytes += Weights.of(clean);
    } catch (RuntimeException | StackOverflowError e) {
      losses.add("unreadable", 1);
      Complaints.say("a record", e);
    }
    if (batch.size() >= BATCH || batchBytes >= BATCH_BYTES) {
      deliver();
    }
  }

  private WideEvent converted(Object record) {
    if (record instanceof ReadableSpan span) {
      return records.span(span.toSpanData());
    } else if (record instanceof ReadWriteLogRecord event) {
      return records.event(event.toLogRecordData());
    }
    return (WideEvent) record;
  }

  private void deliver() {
    if (batch.isEmpty()) {
      return;
    }
    Delivery.Weighed full = new Delivery.Weighed(batch, batchBytes);
    batch = new ArrayList<>();
    batchBytes = 0;
    deliveries.forEach(delivery -> delivery.offer(full));
  }

  /** Spans that have lasted for a while are told of once before they end. */
  private void tellOpen() {
    if (!tellsOpen) {
      return;
    }
    long now = System.nanoTime();
    begun.drain(
        Integer.MAX_VALUE,
        span -> {
          if (!span.hasEnded() && open.size() < MOST_OPEN) {
            open.add(new Begun(span, now));
          }
        });
    List<WideEvent> told = new ArrayList<>();
    for (Iterator<Begun> each = open.iterator(); each.hasNext(); ) {
      Begun next = each.next();
      if (next.span().hasEnded()) {
        each.remove();
      } else if (now - next.seen() > OPEN_AFTER) {
        each.remove();
        told.add(redactor.apply(records.span(next.span().toSpanData())));
      }
    }
    Delivery.Weighed weighed = Weights.of(told);
    for (Delivery delivery : deliveries) {
      if (delivery.wantsOpenSpans()) {
        delivery.offer(weighed);
      }
    }
  }
}
