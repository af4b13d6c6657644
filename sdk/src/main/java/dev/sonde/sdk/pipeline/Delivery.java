package dev.sonde.sdk.pipeline;

import dev.sonde.model.WideEvent;
import dev.sonde.sdk.destination.Destination;
import dev.sonde.sdk.destination.LostRecordsException;
import dev.sonde.sdk.own.Complaints;
import dev.sonde.sdk.own.OwnThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One destination with a thread and a bounded queue of its own, so that none waits for another. */
final class Delivery {

  private sealed interface Item {
    record Records(Weighed batch) implements Item {}

    record Flush(CountDownLatch done) implements Item {}

    record End() implements Item {}
  }

  /**
   * @param bytes that the records take in memory, roughly
   */
  record Weighed(List<WideEvent> records, long bytes) {}

  private final String name;
  private final Destination destination;
  private volatile int mostRecords;
  private final long mostBytes;
  private final LossCounts losses = new LossCounts();
  private final LossReport report;
  private final LinkedBlockingQueue<Item> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Thread thread;
  private volatile boolean abandoned;

  /** The thread's own: the last write got through. */
  private boolean reached = true;

  /**
   * @param mostRecords that may wait
   * @param mostBytes that these may take
   * @param common losses of all destinations
   */
  Delivery(
      String name, Destination destination, int mostRecords, long mostBytes, LossCounts common) {
    this.name = name;
    this.destination = destination;
    this.mostRecords = mostRecords;
    this.mostBytes = mostBytes;
    report = new LossReport(common, losses);
    destination.counting((cause, records) -> losses.add(cause + ":" + name, records));
    thread = OwnThreads.named("sonde-" + name, this::run);
    thread.start();
  }

  boolean wantsOpenSpans() {
    return destination.wantsOpenSpans();
  }

  /** Of this destination alone. */
  void addLossesTo(Map<String, Long> sums) {
    losses.addTo(sums);
  }

  /** Bounds the records that may wait anew. */
  void limit(int records) {
    mostRecords = records;
  }

  /** Never waits; what finds no room is counted. */
  void offer(Weighed batch) {
    int count = batch.records().size();
    if (count == 0) {
      return;
    }
    // One batch more than the bound is let in, so that a single large one gets through.
    int records = waiting.getAndAdd(count);
    long bytes = waitingBytes.getAndAdd(batch.bytes());
    if (records >= mostRecords || bytes >= mostBytes) {
      leave(batch);
      losses.add("destination_full:" + name, count);
      return;
    }
    queue.add(new Item.Records(batch));
  }

  private void leave(Weighed batch) {
    waiting.addAndGet(-batch.records().size());
    waitingBytes.addAndGet(-batch.bytes());
  }

  /** Counts down when all that was offered before is written and flushed. */
  void flush(CountDownLatch done) {
    queue.add(new Item.Flush(done));
  }

  /** After the last offer: the thread ends when it has written what waits. */
  void end() {
    queue.add(new Item.End());
  }

  /** After {@link #end}; what is not written by then is given up and counted. */
  void join(long mostNanos) {
    try {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(mostNanos)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      abandoned = true;
      losses.add("destination_failed:" + name, waiting.get());
      thread.interrupt();
    }
  }

  private void run() {
    try {
      boolean more = true;
      while (more && !abandoned) {
        Item next = report.hasNews() ? queue.poll(1, TimeUnit.SECONDS) : queue.take();
        if (next == null) {
          flush();
        } else {
          more = take(next);
        }
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
      write(records.batch());
    } else if (item instanceof Item.Flush flush) {
      flush();
      flush.done().countDown();
    } else {
      flush();
      return false;
    }
    if (queue.isEmpty() && item instanceof Item.Records) {
      flush(report.newsNowAndThen());
    }
    return true;
  }

  private void write(Weighed batch) {
    report.seen(batch.records());
    reached = false;
    try {
      put(report.newsNowAndThen(), batch.records());
      reached = true;
    } catch (LostRecordsException e) {
      lost(e.loss(), Math.min(e.records(), batch.records().size()), e);
    } catch (IOException | RuntimeException | Error e) {
      lost("destination_failed", batch.records().size(), e);
    } finally {
      leave(batch);
    }
  }

  private void put(List<WideEvent> news, List<WideEvent> records) throws IOException {
    List<WideEvent> all = records;
    if (!news.isEmpty()) {
      all = new ArrayList<>(news);
      all.addAll(records);
    }
    try {
      destination.write(all);
      arrived(news);
    } catch (LostRecordsException e) {
      // The news went first.
      if (e.records() < all.size()) {
        arrived(news);
      }
      throw e;
    }
  }

  private void arrived(List<WideEvent> news) {
    if (!news.isEmpty()) {
      report.arrived();
    }
  }

  private void lost(String loss, long records, Throwable why) {
    if (!abandoned) {
      losses.add(loss + ":" + name, records);
    }
    Complaints.say(name, records + " records are lost: " + why);
  }

  private void flush() {
    flush(report.news());
  }

  private void flush(List<WideEvent> news) {
    try {
      // Where records did not get through, the news would wait as long as they did.
      if (reached && !news.isEmpty()) {
        put(news, List.of());
      }
      destination.flush();
    } catch (IOException | RuntimeException | Error e) {
      reached = false;
      Complaints.say(name, e);
    }
  }
}
