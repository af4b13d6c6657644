package dev.sonde.server.api;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Platform threads for what calls the database: a native call holds the carrier of a virtual thread, and
 * with as many of them as cores nothing else would move, ingest included.
 */
final class Workers implements AutoCloseable {

  /** The database shares the cores between its queries itself. */
  private static final int MOST = 12;

  private static final int WAIT_SECONDS = 10;

  private final Semaphore places = new Semaphore(MOST, true);
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("sonde-answer-", 1).factory());

  /** Runs it there and waits; whatever it throws comes out. */
  <T> T run(Callable<T> work) throws IOException {
    Future<T> running = null;
    boolean placed = false;
    try {
      placed = places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
      if (!placed) {
        throw new RefusedException(
            503, MOST + " answers are being worked on already", "ask again in a few seconds");
      }
      running = threads.submit(work);
      return running.get();
    } catch (InterruptedException e) {
      if (running != null) {
        running.cancel(true);
      }
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw thrown(cause == null ? e : cause);
    } finally {
      if (placed) {
        places.release();
      }
    }
  }

  private static IOException thrown(Throwable cause) {
    return switch (cause) {
      case RuntimeException known -> throw known;
      case Error error -> throw error;
      case IOException io -> io;
      default -> new IOException(cause);
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
