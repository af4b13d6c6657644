package dev.sonde.sdk.log;

import dev.sonde.sdk.own.Complaints;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.impl.LogEventFactory;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;

/**
 * Where a logger's configuration makes its events: once for each, on the thread that logs, with the
 * message made and all that was lazy evaluated. What the program itself would have stopped becomes an
 * event that {@link Refusing} knows, and costs no more.
 */
final class Log4jEvents implements LogEventFactory {

  private static final LogEvent REFUSED =
      Log4jLogEvent.newBuilder()
          .setLoggerName("")
          .setLevel(Level.OFF)
          .setMessage(new SimpleMessage(""))
          .build();

  private final LoggerConfig at;
  private final LogEventFactory replaced;
  private final LogHub hub;
  private final Log4jFilter filter;

  Log4jEvents(LoggerConfig at, LogHub hub, Log4jFilter filter) {
    this.at = at;
    this.replaced = at.getLogEventFactory();
    this.hub = hub;
    this.filter = filter;
  }

  LogEventFactory replaced() {
    return replaced;
  }

  boolean isOf(Log4jFilter other) {
    return filter.equals(other);
  }

  @Override
  public LogEvent createEvent(
      String logger,
      @Nullable Marker marker,
      String caller,
      Level level,
      Message message,
      @Nullable List<Property> properties,
      @Nullable Throwable thrown) {
    take(logger, marker, level, message, thrown);
    return filter.stops(logger, level, at.getLevel())
        ? REFUSED
        : replaced.createEvent(logger, marker, caller, level, message, properties, thrown);
  }

  @Override
  public LogEvent createEvent(
      String logger,
      @Nullable Marker marker,
      String caller,
      @Nullable StackTraceElement location,
      Level level,
      Message message,
      @Nullable List<Property> properties,
      @Nullable Throwable thrown) {
    take(logger, marker, level, message, thrown);
    return filter.stops(logger, level, at.getLevel())
        ? REFUSED
        : replaced.createEvent(
            logger, marker, caller, location, level, message, properties, thrown);
  }

  private void take(
      String logger,
      @Nullable Marker marker,
      Level level,
      Message message,
      @Nullable Throwable thrown) {
    try {
      int severity = Log4jFilter.severity(level);
      if (!hub.ignores(severity) && hub.wants(logger, severity)) {
        hub.take(Log4jRecords.draft(logger, level, marker, message, thrown));
      }
    } catch (RuntimeException | LinkageError e) {
      Complaints.say("a log record", e);
    }
  }

  /** Keeps refused events from appenders. */
  static final class Refusing extends AbstractFilter {

    @Override
    @SuppressWarnings("ReferenceEquality") // There is one; equals would look into every event.
    public Result filter(LogEvent event) {
      return REFUSED == event ? Result.DENY : Result.NEUTRAL;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
