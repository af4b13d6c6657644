package dev.sonde.server.otlp;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds the bytes of all requests that were read and are not stored yet. First come, first served. */
final class Flight {

  private static final int UNIT = 1024;

  private final Semaphore free;
  private final int units;
  private final long waitMillis;

  /**
   * @param waitMillis how long a request waits for room
   */
  Flight(long bytes, long waitMillis) {
    units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
    free = new Semaphore(units, true);
    this.waitMillis = waitMillis;
  }

  /** In bytes. */
  long taken() {
    return (long) (units - free.availablePermits()) * UNIT;
  }

  /** There was no room in time. Without a stack, as it may come often. */
  static final class NoRoom extends Exception {
    private static final long serialVersionUID = 1L;

    NoRoom() {
      super(null, null, false, false);
    }
  }

  /** The room that one request takes; for one thread. */
  final class Seat implements AutoCloseable {

    private int held;

    /** Sees to it that there is room for so many bytes, more or fewer than before. */
    void hold(long bytes) throws NoRoom {
      int wanted = (int) Math.min(units, (bytes + UNIT - 1) / UNIT);
      if (wanted > held && !take(wanted - held)) {
        throw new NoRoom();
      } else if (wanted < held) {
        free.release(held - wanted);
      }
      held = wanted;
    }

    private boolean take(int more) throws NoRoom {
      try {
        return free.tryAcquire(more, waitMillis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new NoRoom();
      }
    }

    @Override
    public void close() {
      free.release(held);
      held = 0;
    }
  }

  Seat seat() {
    return new Seat();
  }
}
