package dev.sonde.sdk.executor;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** {@code ExecutorService.close()}, which Java 17 does not have. */
final class Closing {

  private Closing() {}

  static void close(ExecutorService executor) {
    if (executor instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return;
    }
    boolean interrupted = false;
    executor.shutdown();
    boolean ended = executor.isTerminated();
    while (!ended) {
      try {
        ended = executor.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
        executor.shutdownNow();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
