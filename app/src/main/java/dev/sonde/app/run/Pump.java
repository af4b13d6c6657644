package dev.sonde.app.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes what a command writes on, byte for byte and at once, and then hands it to whoever keeps it.
 * Where nobody reads any more, neither does this: the command is told as if it wrote there itself.
 */
final class Pump {

  private static final int BUFFER = 64 << 10;

  private final InputStream from;
  private final OutputStream to;
  private final LineSplitter lines;
  private final Thread thread;
  private final AtomicLong moved = new AtomicLong();
  private volatile boolean writing;

  Pump(String name, InputStream from, OutputStream to, LineSplitter lines) {
    this.from = from;
    this.to = to;
    this.lines = lines;
    this.thread = Thread.ofPlatform().daemon().name("sonde-run-" + name).start(this::pump);
  }

  private void pump() {
    byte[] buffer = new byte[BUFFER];
    try (from) {
      int count = from.read(buffer);
      while (count >= 0) {
        writing = true;
        to.write(buffer, 0, count);
        to.flush();
        writing = false;
        lines.accept(buffer, count);
        moved.addAndGet(count);
        count = from.read(buffer);
      }
    } catch (IOException e) {
      // Either end is gone; closing ours tells the other.
    } finally {
      writing = false;
      lines.finish();
    }
  }

  /** Bytes so far. */
  long moved() {
    return moved.get();
  }

  /** Whether it waits for whoever reads the other end. */
  boolean isWriting() {
    return writing;
  }

  boolean isOver() {
    return !thread.isAlive();
  }

  /**
   * @return whether it is over
   */
  boolean await(long millis) throws InterruptedException {
    thread.join(millis);
    return isOver();
  }
}
