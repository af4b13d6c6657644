package dev.sonde.app.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the processes of a run in a thread of its own: for new ones as often as twenty times the
 * cost of a look allows, at what they use every quarter of a second, and every second once the run has
 * lasted a minute.
 */
final class Watcher {

  private static final long SHORTEST_NANOS = 10_000_000;
  private static final long LONGEST_NANOS = 250_000_000;
  private static final long SAMPLE_NANOS = 250_000_000;
  private static final long LATE_SAMPLE_NANOS = 1_000_000_000;
  private static final long LATE_NANOS = 60_000_000_000L;

  /** One look may take this part of the time between two. */
  private static final int COST = 20;

  /** How many processes are sampled at once: those that use the most. */
  private static final int SAMPLED = 64;

  /** Every so many samples, what costs a walk over the memory; never for a process larger than this. */
  private static final int PROPORTIONAL_EVERY = 8;

  private static final long PROPORTIONAL_BYTES = 512L << 20;
  private static final int LONGEST_KEPT = 5;

  /**
   * What the tree was, over the whole run.
   *
   * @param processes that were seen
   * @param running that were left when the command had ended
   * @param peakBytes most that they had in memory together when sampled; null where that was never read
   * @param cpuNanos of all as far as it was seen; null without any
   * @param longest of the command's children, the longest first
   * @param trouble what kept it from watching, null where nothing did
   */
  record Seen(
      int processes,
      List<Watched> running,
      @Nullable Long peakBytes,
      @Nullable Long cpuNanos,
      @Nullable Long largestBytes,
      List<Watched> longest,
      @Nullable String trouble) {}

  private final ProcessTree tree;
  private final RunRecords records;
  private final Recorder recorder;
  private final LongSupplier clock;
  private final int processors;
  private final Watched command;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  private int processes = 1;
  private @Nullable Long peakBytes;
  private @Nullable Long largestBytes;
  private @Nullable Long cpuNanos;
  private final PriorityQueue<Watched> longest =
      new PriorityQueue<>(Comparator.comparingLong(Watcher::tookNanos));
  private final Map<Watched, long[]> before = new HashMap<>();
  private long samplesTaken;
  private volatile @Nullable String trouble;

  /**
   * @param clock nanoseconds since the epoch, never going back
   */
  Watcher(
      ProcessTree tree,
      Watched command,
      RunRecords records,
      Recorder recorder,
      LongSupplier clock,
      int processors) {
    this.tree = tree;
    this.command = command;
    this.records = records;
    this.recorder = recorder;
    this.clock = clock;
    this.processors = processors;
    this.thread = Thread.ofPlatform().daemon().name("sonde-run-watcher").start(this::watch);
  }

  /** The command has ended: one last look, and what was seen over all. */
  Seen finish(Ending ending, long endNanos) {
    stopped.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (trouble == null) {
      try {
        look(clock.getAsLong());
      } catch (RuntimeException e) {
        trouble = e.toString();
      }
    }
    command.ending = ending;
    command.endNanos = endNanos;
    recorder.record(records.process(command));
    add(command);
    List<Watched> running = tree.live().stream().filter(one -> one != command).toList();
    for (Watched one : running) {
      recorder.record(records.process(one));
      add(one);
    }
    List<Watched> top = new ArrayList<>(longest);
    top.sort(Comparator.comparingLong(Watcher::tookNanos).reversed());
    return new Seen(processes, running, peakBytes, cpuNanos, largestBytes, top, trouble);
  }

  static long tookNanos(Watched one) {
    return (one.endNanos == 0 ? one.lastSeenNanos : one.endNanos) - one.startNanos;
  }

  private void watch() {
    try {
      long began = System.nanoTime();
      long nextSample = began;
      long pause;
      do {
        long from = System.nanoTime();
        look(clock.getAsLong());
        if (from - nextSample >= 0) {
          sample(clock.getAsLong());
          long cost = System.nanoTime() - from;
          long usual = from - began > LATE_NANOS ? LATE_SAMPLE_NANOS : SAMPLE_NANOS;
          nextSample = from + Math.max(usual, COST * cost);
        }
        long cost = System.nanoTime() - from;
        pause = Math.max(SHORTEST_NANOS, Math.min(LONGEST_NANOS, COST * cost));
      } while (!stopped.await(pause, TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // Whatever fails here must not touch the command; the summary says it.
      trouble = e.toString();
    }
  }

  private void look(long now) {
    ProcessTree.Changes changes = tree.look(now);
    processes += changes.began().size();
    for (Watched one : changes.ended()) {
      before.remove(one);
      if (one != command) {
        recorder.record(records.process(one));
        add(one);
      }
    }
    long together = 0;
    for (Watched one : tree.live()) {
      together += one.memory == null ? 0 : one.memory.residentBytes();
    }
    if (together > 0) {
      peakBytes = Math.max(together, peakBytes == null ? 0 : peakBytes);
    }
  }

  private void add(Watched one) {
    if (one.hasCpu()) {
      cpuNanos = (cpuNanos == null ? 0 : cpuNanos) + one.cpuNanos();
    }
    if (one.peakBytes != null) {
      largestBytes = Math.max(one.peakBytes, largestBytes == null ? 0 : largestBytes);
    }
    if (one != command) {
      longest.add(one);
      if (longest.size() > LONGEST_KEPT) {
        longest.poll();
      }
    }
  }

  private void sample(long now) {
    List<Watched> live = tree.live();
    boolean proportional = samplesTaken++ % PROPORTIONAL_EVERY == 0;
    for (Watched one : live) {
      ProcFs.Memory known = one.memory;
      tree.read(one, proportional && known != null && known.residentBytes() < PROPORTIONAL_BYTES);
      tree.name(one);
    }
    Map<Watched, Double> shares = new HashMap<>();
    for (Watched one : live) {
      Double share = share(one, now);
      if (share != null) {
        shares.put(one, share);
      }
    }
    live.stream()
        .sorted(
            Comparator.comparingDouble((Watched one) -> shares.getOrDefault(one, 1.0))
                .thenComparingDouble(one -> one.memory == null ? 0 : one.memory.residentBytes())
                .reversed())
        .limit(SAMPLED)
        .forEach(one -> records.samples(one, now, shares.get(one)).forEach(recorder::record));
  }

  /** Its part of all processors since the sample before. */
  private @Nullable Double share(Watched one, long now) {
    long[] last = before.put(one, new long[] {now, one.cpuNanos()});
    return last == null || now <= last[0]
        ? null
        : Math.max(0, (one.cpuNanos() - last[1]) / (double) (now - last[0]) / processors);
  }
}
