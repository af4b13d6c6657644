package dev.sonde.sdk.own;

/**
 * The SDK's own threads, and those that destinations start from them. What they log is not recorded: it
 * would be delivered by them, and be logged again.
 */
public final class OwnThreads {

  private static final ThreadGroup GROUP = new ThreadGroup("sonde");

  private OwnThreads() {}

  /** A daemon, not started. */
  public static Thread named(String name, Runnable work) {
    Thread thread = new Thread(GROUP, work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Whether this is one. */
  public static boolean here() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    return GROUP.equals(group);
  }
}
