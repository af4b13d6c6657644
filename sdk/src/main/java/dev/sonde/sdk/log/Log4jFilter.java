package dev.sonde.sdk.log;

import dev.sonde.sdk.own.Complaints;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.core.filter.CompositeFilter;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * The filter of a whole configuration. What somebody wants passes, with a note where the program itself
 * would have stopped it; {@link Log4jEvents} records what passes and stops what is noted.
 *
 * <p>Loggers that hand events to another thread unmade ({@code AsyncLogger}) are recorded here.
 */
final class Log4jFilter extends AbstractFilter {

  private final LogHub hub;

  /** Names of loggers by the level at which we let pass what the program stops. */
  private final Map<Level, Set<String>> stopped = new ConcurrentHashMap<>();

  /** The logger of which a filter of the program let something pass that its level does not. */
  private final ThreadLocal<String> letPass = new ThreadLocal<>();

  Log4jFilter(LogHub hub) {
    this.hub = hub;
  }

  /**
   * Whether the program would not have made this event; asked once for each.
   *
   * @param own the program's level of that logger
   */
  boolean stops(String logger, Level level, Level own) {
    if (own.intLevel() >= level.intLevel() || !isNoted(logger, level)) {
      return false;
    }
    if (logger.equals(letPass.get())) {
      letPass.remove();
      return false;
    }
    return true;
  }

  private boolean isNoted(String logger, Level level) {
    Set<String> names = stopped.isEmpty() ? null : stopped.get(level);
    return names != null && names.contains(logger);
  }

  @Override
  public Result filter(
      Logger logger, Level level, Marker marker, @Nullable String text, Object... arguments) {
    if (hub.ignores(severity(level)) && !isNoted(logger.getName(), level)) {
      return Formatting.here() ? Result.DENY : Result.NEUTRAL;
    }
    return decide(
        logger,
        level,
        () -> Log4jRecords.take(hub, logger, level, marker, text, arguments),
        text == null,
        other -> other.filter(logger, level, marker, text, arguments));
  }

  @Override
  public Result filter(
      Logger logger, Level level, Marker marker, @Nullable Object said, @Nullable Throwable t) {
    if (hub.ignores(severity(level)) && !isNoted(logger.getName(), level)) {
      return Formatting.here() ? Result.DENY : Result.NEUTRAL;
    }
    return decide(
        logger,
        level,
        () -> Log4jRecords.take(hub, logger, level, marker, said, t),
        said == null && t == null,
        other -> other.filter(logger, level, marker, said, t));
  }

  @Override
  public Result filter(
      Logger logger, Level level, Marker marker, @Nullable Message said, @Nullable Throwable t) {
    if (hub.ignores(severity(level)) && !isNoted(logger.getName(), level)) {
      return Formatting.here() ? Result.DENY : Result.NEUTRAL;
    }
    return decide(
        logger,
        level,
        () -> Log4jRecords.take(hub, logger, level, marker, said, t),
        said == null && t == null,
        other -> other.filter(logger, level, marker, said, t));
  }

  private Result decide(
      Logger logger,
      Level level,
      Runnable take,
      boolean question,
      Function<Filter, @Nullable Result> ask) {
    if (Formatting.here()) {
      return Result.DENY;
    }
    try {
      if (!hub.wants(logger.getName(), severity(level))) {
        return isNoted(logger.getName(), level) ? asWithoutUs(logger, level, ask) : Result.NEUTRAL;
      }
      if (logger.get().getLogEventFactory() instanceof Log4jEvents && !isAsynchronous(logger)) {
        return passing(logger, level, ask);
      }
      if (question) {
        return Result.ACCEPT;
      }
      take.run();
    } catch (RuntimeException | LinkageError e) {
      Complaints.say("a log record", e);
    }
    return Result.NEUTRAL;
  }

  /** By name: the class needs a library that is there only where it is used. */
  private static boolean isAsynchronous(Logger logger) {
    return logger.getClass() != Logger.class
        && logger.getClass().getName().equals("org.apache.logging.log4j.core.async.AsyncLogger");
  }

  private Result passing(Logger logger, Level level, Function<Filter, @Nullable Result> ask) {
    Result alone = asWithoutUs(logger, level, ask);
    if (alone == Result.DENY) {
      // The level is what stops it: others have had their say.
      if (!isNoted(logger.getName(), level)) {
        stopped.computeIfAbsent(level, key -> ConcurrentHashMap.newKeySet()).add(logger.getName());
      }
      letPass.remove();
      return Result.ACCEPT;
    }
    return alone;
  }

  /**
   * Neutral where the level lets it pass, so that the others are asked next; else they are asked here,
   * each once as without us, as our answer ends the row.
   */
  private Result asWithoutUs(Logger logger, Level level, Function<Filter, @Nullable Result> ask) {
    if (logger.getLevel().intLevel() >= level.intLevel()) {
      return Result.NEUTRAL;
    }
    if (others(logger, ask) == Result.ACCEPT) {
      letPass.set(logger.getName());
      return Result.ACCEPT;
    }
    return Result.DENY;
  }

  private Result others(Logger logger, Function<Filter, @Nullable Result> ask) {
    if (logger.getContext().getConfiguration().getFilter() instanceof CompositeFilter several) {
      for (Filter each : several) {
        Result result = each.equals(this) ? Result.NEUTRAL : ask.apply(each);
        if (result == Result.ACCEPT || result == Result.DENY) {
          return result;
        }
      }
    }
    return Result.NEUTRAL;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  static int severity(Level level) {
    int number = level.intLevel();
    if (number > Level.DEBUG.intLevel()) {
      return Severities.TRACE;
    } else if (number > Level.INFO.intLevel()) {
      return Severities.DEBUG;
    } else if (number > Level.WARN.intLevel()) {
      return Severities.INFO;
    } else if (number > Level.ERROR.intLevel()) {
      return Severities.WARN;
    }
    return number > Level.FATAL.intLevel() ? Severities.ERROR : Severities.FATAL;
  }
}
