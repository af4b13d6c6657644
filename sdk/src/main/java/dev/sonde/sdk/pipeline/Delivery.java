package dev.sonde.sdk.pipeline;

import dev.sonde.model.WideEvent;
import dev.sonde.sdk.destination.Destination;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One destination with a thread and a bounded queue of its own, so that none waits for another. */
final class Delivery {

  private sealed interface Item {
    record Records(List<WideEvent> list) implements Item {}

    record Flush(CountDownLatch done) implements Item {}

    record End() implements Item {}
  }

  private final String name;
  private final Destination destination;
  private final int most;
  private final LossCounts losses;
  private final LinkedBlockingQueue<Item> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Thread thread;

  /**
   * @param most records that may wait
   */
  Delivery(String name, Destination destination, int most, LossCounts losses) {
    this.name = name;
    this.destination = destination;
    this.most = most;
    this.losses = losses;
    thread = new Thread(this::run, "sonde-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  boolean wantsOpenSpans() {
    return destination.wantsOpenSpans();
  }

  /** Never waits; what finds no room is counted. */
  void offer(List<WideEvent> records) {
    if (records.isEmpty()) {
      return;
    }
    if (waiting.addAndGet(records.size()) > most + records.size()) {
      waiting.addAndGet(-records.size());
      losses.add("destination_full:" + name, records.size());
      return;
    }
    queue.add(new Item.Records(records));
  }

  /** Counts down when all that was offered before is written and flushed. */
  void flush(CountDownLatch done) {
    queue.add(new Item.Flush(done));
  }

  /** Ends the thread when it has written what waits; gives up waiting for that after a while. */
  void close(long mostNanos) {
    queue.add(new Item.End());
    try {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(mostNanos)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      losses.add("destination_failed:" + name, waiting.get());
      thread.interrupt();
    }
  }

  private void run() {
    try {
      boolean more = true;
      while (more) {
        more = take(queue.take());
      }
    } catch (InterruptedException e) {
      // The end did not want to wait any longer, and has counted what is left.
    } finally {
      try {
        destination.close();
      } catch (IOException | RuntimeException e) {
        Complaints.say(name, e);
      }
    }
  }

  private boolean take(Item item) {
    if (item instanceof Item.Records records) {
      write(records.list());
    } else if (item instanceof Item.Flush flush) {
      flush();
      flush.done().countDown();
    } else {
      flush();
      return false;
    }
    if (queue.isEmpty()) {
      flush();
    }
    return true;
  }

  private void write(List<WideEvent> records) {
    try {
      destination.write(records);
    } catch (IOException | RuntimeException | LinkageError e) {
      losses.add("destination_failed:" + name, records.size());
      Complaints.say(name, e);
    } finally {
      waiting.addAndGet(-records.size());
    }
  }

  private void flush() {
    try {
      destination.flush();
    } catch (IOException | RuntimeException | LinkageError e) {
      Complaints.say(name, e);
    }
  }
}
