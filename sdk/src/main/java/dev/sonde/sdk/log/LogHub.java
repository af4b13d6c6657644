package dev.sonde.sdk.log;

import dev.sonde.sdk.own.Complaints;
import dev.sonde.sdk.own.OwnThreads;
import io.opentelemetry.api.logs.LoggerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Between the logging libraries and those who want their records: libraries are touched only while there
 * is somebody. Any thread.
 */
public final class LogHub {

  private static final LogHub PROCESS = new LogHub(LogSources::present);

  /** No record: two that want the same are two. */
  private static final class Listener {
    private final LogInterest interest;
    private final LoggerProvider to;

    Listener(LogInterest interest, LoggerProvider to) {
      this.interest = Objects.requireNonNull(interest, "interest is null");
      this.to = Objects.requireNonNull(to, "to is null");
    }
  }

  private final Supplier<List<LogSource>> found;
  private final Object lock = new Object();
  private List<LogSource> sources = List.of();
  private volatile Listener[] listeners = {};
  private volatile int least = LogLevel.OFF.severity();

  private LogHub(Supplier<List<LogSource>> found) {
    this.found = found;
  }

  /** Of the libraries that this process uses. */
  public static LogHub process() {
    return PROCESS;
  }

  /** Of these sources, which are attached whenever there is a listener. */
  public static LogHub of(LogSource... sources) {
    List<LogSource> fixed = List.of(sources);
    return new LogHub(() -> fixed);
  }

  /** Gives the records that it wants to a listener, until the result is closed; a second close does nothing. */
  public Listening listen(LogInterest interest, LoggerProvider to) {
    Listener listener = new Listener(interest, to);
    if (interest.level() == LogLevel.OFF) {
      return () -> {};
    }
    synchronized (lock) {
      List<Listener> more = new ArrayList<>(List.of(listeners));
      more.add(listener);
      replace(more);
      if (more.size() == 1) {
        sources = found.get();
        sources.forEach(source -> guarded("attach", () -> source.attach(this)));
      } else {
        sources.forEach(source -> guarded("change", source::changed));
      }
    }
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.getAndSet(false)) {
        forget(listener);
      }
    };
  }

  private void forget(Listener listener) {
    synchronized (lock) {
      List<Listener> fewer = new ArrayList<>(List.of(listeners));
      fewer.remove(listener);
      replace(fewer);
      if (fewer.isEmpty()) {
        sources.forEach(source -> guarded("detach", source::detach));
        sources = List.of();
      } else {
        sources.forEach(source -> guarded("change", source::changed));
      }
    }
  }

  private void replace(List<Listener> now) {
    listeners = now.toArray(new Listener[0]);
    least =
        now.stream()
            .mapToInt(each -> each.interest.level().severity())
            .min()
            .orElse(LogLevel.OFF.severity());
  }

  /** A library that behaves in an unknown way must not take the program with it. */
  private static void guarded(String what, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | LinkageError e) {
      Complaints.say("logs, " + what, e);
    }
  }

  /** Whether nobody wants records of that severity: the answer for nearly all calls, and cheap. */
  boolean ignores(int severity) {
    return severity < least;
  }

  /** Whether somebody wants it here, on this thread. */
  boolean wants(String logger, int severity) {
    if (OwnThreads.here()) {
      // What a destination logs would come back to it for ever.
      return false;
    }
    for (Listener each : listeners) {
      if (each.interest.wants(logger, severity)) {
        return true;
      }
    }
    return false;
  }

  /** The least severity that anybody may want of a logger, wherever; {@link LogLevel#OFF}'s where nobody does. */
  int least(String logger) {
    int least = LogLevel.OFF.severity();
    for (Listener each : listeners) {
      if (each.interest.covers(logger)) {
        least = Math.min(least, each.interest.level().severity());
      }
    }
    return least;
  }

  /** Names that interests are limited to. */
  List<String> namedLoggers() {
    List<String> names = new ArrayList<>();
    for (Listener each : listeners) {
      names.addAll(each.interest.loggers());
    }
    return names;
  }

  /** Hands a record to everybody who wants it. Never throws. */
  void take(LogDraft draft) {
    for (Listener each : listeners) {
      if (each.interest.wants(draft.logger(), draft.severity())) {
        try {
          draft.emit(each.to);
        } catch (RuntimeException | LinkageError e) {
          Complaints.say("a log record", e);
        }
      }
    }
  }

  /** Somebody who listens. */
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
