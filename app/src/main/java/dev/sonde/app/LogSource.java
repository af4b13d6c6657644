package dev.sonde.app;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The log records of one source in their order, read by a thread of its own, some ahead of who takes them. */
final class LogSource implements AutoCloseable {

  private static final int AHEAD = 1000;

  /** Hands over the lines of a stream. */
  interface Reading {
    void lines(Consumer<String> each) throws IOException;
  }

  /**
   * What the reader hands over.
   *
   * @param line null at the end
   * @param failure why it is the end, null where all was read
   */
  private record Step(@Nullable LogLine line, @Nullable Exception failure) {}

  private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(AHEAD);
  private final Thread reader;
  private @Nullable LogLine head;

  private LogSource(String source, Reading reading) {
    // A platform thread: a query in it would hold the carrier of a virtual one.
    reader = Thread.ofPlatform().daemon().name("logs").unstarted(() -> read(source, reading));
  }

  static LogSource start(String source, Reading reading) {
    LogSource started = new LogSource(source, reading);
    started.reader.start();
    return started;
  }

  private void read(String source, Reading reading) {
    Exception failure = null;
    try {
      reading.lines(text -> {
        LogLine line = LogLine.of(source, text);
        if (line != null) {
          put(new Step(line, null));
        }
      });
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
    put(new Step(null, failure));
  }

  private void put(Step step) {
    try {
      steps.put(step);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody takes the records any more", e);
    }
  }

  /** Takes the next record; false where there is none. */
  boolean advance() throws IOException {
    Step step;
    try {
      step = steps.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    Exception failure = step.failure();
    if (failure instanceof RuntimeException known) {
      throw known;
    }
    if (failure != null) {
      throw new IOException(failure);
    }
    head = step.line();
    return head != null;
  }

  /** The record that was taken last. */
  LogLine head() {
    LogLine taken = head;
    if (taken == null) {
      throw new IllegalStateException("no record was taken");
    }
    return taken;
  }

  @Override
  public void close() {
    reader.interrupt();
  }
}
