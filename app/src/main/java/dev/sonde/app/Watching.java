package dev.sonde.app;

import dev.sonde.engine.render.Terminal;
import dev.sonde.engine.store.Arrival;
import dev.sonde.engine.store.DiskFullException;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.OverloadedException;
import dev.sonde.ingest.Importers;
import dev.sonde.ingest.tail.Chunk;
import dev.sonde.ingest.tail.Tail;
import dev.sonde.model.Batch;
import dev.sonde.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hands what grows in the watched folders to the store. */
final class Watching implements AutoCloseable {

  /** A look at a folder of a hundred files takes under a millisecond. */
  private static final long LOOK_MILLIS = 250;

  /** A span of JSON takes some three times its text as an object. */
  private static final int GROWTH = 3;

  /** In a row; ten seconds of them. */
  private static final int MOST_FAILURES = 40;

  private final @Nullable Tail tail;
  private final LiveStore store;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final @Nullable Thread thread;
  private int failures;

  private Watching(@Nullable Tail tail, LiveStore store) {
    this.tail = tail;
    this.store = store;
    this.thread = tail == null ? null : Thread.ofPlatform().name("watch").start(this::run);
  }

  /** Begins to follow; without folders it does nothing. */
  static Watching begin(List<Path> folders, Path store, LiveStore into) throws IOException {
    return new Watching(
        folders.isEmpty() ? null : new Tail(folders, Importers.ALL, store.resolve("watched.tsv")),
        into);
  }

  private void run() {
    Tail following = Objects.requireNonNull(tail);
    List<Problem> told = List.of();
    try {
      while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          following.poll(this::take);
          told = tell(following.problems(), told);
        } catch (IOException e) {
          System.err.println("sonde: --watch: " + e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says what is not followed, each time that there is more of it; what has been said then. */
  private static List<Problem> tell(List<Problem> problems, List<Problem> before) {
    for (Problem problem : problems) {
      if (!before.contains(problem)) {
        System.err.println(
            "sonde: --watch: " + Terminal.harmless(problem.where() + ": " + problem.message()));
      }
    }
    return problems;
  }

  /** What is refused now comes again at the next look. */
  private boolean take(Chunk chunk) {
    try {
      offer(chunk, chunk.batch(), Map.of());
      failures = 0;
      return true;
    } catch (OverloadedException e) {
      return false;
    } catch (CompletionException e) {
      return !passes(e.getCause()) && givenUp(chunk, e.getCause());
    }
  }

  private void offer(Chunk chunk, Batch batch, Map<String, Long> dropped) {
    Map<String, Long> rejected = new LinkedHashMap<>();
    chunk.problems().rejectedByCause().forEach((code, count) -> rejected.put(code.word(), count));
    Arrival arrival =
        new Arrival(
            batch,
            new Arrival.Digest(chunk.high(), chunk.low()),
            (long) GROWTH * chunk.bytes(),
            rejected,
            dropped,
            chunk.problems().list());
    var _ = store.offer(arrival).join();
  }

  private static boolean passes(@Nullable Throwable cause) {
    return cause instanceof OverloadedException || cause instanceof DiskFullException;
  }

  /** What the store fails to keep again and again would hold up all that comes behind it. */
  private boolean givenUp(Chunk chunk, @Nullable Throwable cause) {
    if (++failures < MOST_FAILURES) {
      return false;
    }
    failures = 0;
    System.err.println(
        Terminal.harmless(
            "sonde: --watch: gave up "
                + chunk.batch().size()
                + " records after "
                + MOST_FAILURES
                + " tries: "
                + cause));
    try {
      offer(chunk, new Batch(List.of()), Map.of("watch_failed", (long) chunk.batch().size()));
    } catch (OverloadedException | CompletionException e) {
      System.err.println("sonde: --watch: that could not be counted either: " + e);
    }
    return true;
  }

  @Override
  public void close() {
    ended.countDown();
    if (thread != null) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (tail != null) {
      tail.close();
    }
  }
}
