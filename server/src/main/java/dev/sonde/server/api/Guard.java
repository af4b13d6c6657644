package dev.sonde.server.api;

/**
 * Interrupts the thread that works on an answer when who asked has gone: stores give up a query whose
 * thread is interrupted. It costs a virtual thread that looks four times a second.
 */
final class Guard implements AutoCloseable {

  private static final long LOOK_MILLIS = 250;

  private final Thread watcher;
  private volatile boolean done;
  private volatile boolean gone;

  private Guard(Reply reply, Thread worker) {
    watcher = Thread.ofVirtual().unstarted(() -> look(reply, worker));
  }

  static Guard over(Reply reply) {
    Guard guard = new Guard(reply, Thread.currentThread());
    guard.watcher.start();
    return guard;
  }

  /** Whether the work was given up as nobody waits for it. */
  boolean gone() {
    return gone;
  }

  private void look(Reply reply, Thread worker) {
    while (!done) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      synchronized (this) {
        if (!done && reply.gone()) {
          gone = true;
          worker.interrupt();
          return;
        }
      }
    }
  }

  /** The worker's thread goes on to other work, so an interrupt must not stay behind. */
  @Override
  public void close() {
    synchronized (this) {
      done = true;
    }
    watcher.interrupt();
    if (gone) {
      Thread.interrupted();
    }
  }
}
