package dev.sonde.sdk.executor;

import dev.sonde.sdk.own.Complaints;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Work that says what kind of task it is; a traced executor takes that for the prefix. Without it, the
 * prefix is the simple name of the work's class, of a lambda that of the class around it, and the pool's
 * name where that is a class of the JDK's.
 */
public interface Named {

  /** The kind, of which there are few: not a name for each task. */
  String taskPrefix();

  static Runnable of(String prefix, Runnable work) {
    return new NamedRunnable(
        Objects.requireNonNull(prefix, "prefix is null"),
        Objects.requireNonNull(work, "work is null"));
  }

  static <T> Callable<T> of(String prefix, Callable<T> work) {
    return new NamedCallable<>(
        Objects.requireNonNull(prefix, "prefix is null"),
        Objects.requireNonNull(work, "work is null"));
  }

  private static String said(Named work, String pool) {
    try {
      String prefix = work.taskPrefix();
      return prefix == null ? pool : prefix;
    } catch (RuntimeException e) {
      Complaints.say(pool, e);
      return pool;
    }
  }

  /** What it says, or what its class does. */
  static String prefix(Object work, String pool) {
    if (work instanceof Named named) {
      return said(named, pool);
    }
    String name = work.getClass().getName();
    if (name.startsWith("java.")) {
      return pool;
    }
    int lambda = name.indexOf("$$");
    String whole = lambda < 0 ? name : name.substring(0, lambda);
    String simple = whole.substring(whole.lastIndexOf('.') + 1);
    // Of Outer$Inner$3 the last that is a name and no number.
    String[] parts = simple.split("\\$");
    for (int i = parts.length - 1; i >= 0; i--) {
      if (!parts[i].isEmpty() && !Character.isDigit(parts[i].charAt(0))) {
        return parts[i];
      }
    }
    return pool;
  }
}

record NamedRunnable(String taskPrefix, Runnable work) implements Runnable, Named {
  @Override
  public void run() {
    work.run();
  }
}

record NamedCallable<T>(String taskPrefix, Callable<T> work) implements Callable<T>, Named {
  @Override
  public T call() throws Exception {
    return work.call();
  }
}
