package dev.sonde.sdk.own;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Says on standard error what goes wrong in the SDK: at most once a minute for each subject. Not through
 * a logger, as the SDK listens to those.
 */
public final class Complaints {

  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private static final Map<String, Long> LAST = new ConcurrentHashMap<>();

  private Complaints() {}

  /** Never throws. */
  public static void say(String subject, Throwable problem) {
    say(subject, String.valueOf(problem));
  }

  /** Never throws. */
  public static void say(String subject, String problem) {
    long now = System.nanoTime();
    Long last = LAST.get(subject);
    if (last == null || now - last > PAUSE) {
      LAST.put(subject, now);
      System.err.println("sonde sdk: " + subject + ": " + problem);
    }
  }
}
