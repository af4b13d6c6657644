package dev.sonde.sdk.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The levels of {@code java.util.logging} that are lowered, and what they would be without us. */
final class JulLevels {

  /** A level of ours; equal to the JDK's, and told from it by its class. */
  private static final class Lowered extends Level {
    private static final long serialVersionUID = 1;

    Lowered(Level like) {
      super(like.getName(), like.intValue());
    }
  }

  private static final Map<Integer, Level> LOWERED =
      Map.of(
          LogLevel.TRACE.severity(), new Lowered(Level.FINEST),
          LogLevel.DEBUG.severity(), new Lowered(Level.FINER),
          LogLevel.INFO.severity(), new Lowered(Level.INFO),
          LogLevel.WARN.severity(), new Lowered(Level.WARNING),
          LogLevel.ERROR.severity(), new Lowered(Level.SEVERE));

  /** What the program had set at a logger; its level is null where it had set none. */
  private record Own(@Nullable Level level) {}

  /** Of loggers whose level is ours; holds them, as a logger that nobody holds loses its level. */
  private final Map<Logger, Own> replaced = new ConcurrentHashMap<>();

  boolean isEmpty() {
    return replaced.isEmpty();
  }

  /** What would have to be lowered for these interests. */
  Map<Logger, Level> wanted(LogHub hub, List<Logger> known) {
    List<Logger> pivots = new ArrayList<>();
    pivots.add(Logger.getLogger(""));
    // Made where they are not there, so that only what is named, and what is below, is lowered.
    hub.namedLoggers().forEach(name -> pivots.add(Logger.getLogger(name)));
    List<Logger> all = new ArrayList<>(known);
    all.addAll(pivots);
    Map<Logger, Level> wanted = new HashMap<>();
    for (Logger logger : all) {
      int least = hub.least(logger.getName());
      Level lower = LOWERED.get(least);
      if (lower != null
          && (own(logger) != null || pivots.contains(logger))
          && JulHandler.severity(effective(logger)) > least) {
        wanted.put(logger, lower);
      }
    }
    return wanted;
  }

  void lower(Map<Logger, Level> wanted) {
    wanted.forEach((logger, level) -> {
      Level now = logger.getLevel();
      if (!(now instanceof Lowered)) {
        replaced.put(logger, new Own(now));
      }
      if (!level.equals(now) || !(now instanceof Lowered)) {
        logger.setLevel(level);
      }
    });
  }

  /** Gives all others back the program's level, where it has not set another meanwhile. */
  void raiseAllBut(Map<Logger, Level> wanted) {
    replaced.forEach((logger, own) -> {
      if (!wanted.containsKey(logger)) {
        if (logger.getLevel() instanceof Lowered) {
          logger.setLevel(own.level());
        }
        replaced.remove(logger);
      }
    });
  }

  /** The level that the program has set at that logger; null where it has not. */
  private @Nullable Level own(Logger logger) {
    Level now = logger.getLevel();
    if (!(now instanceof Lowered)) {
      return now;
    }
    Own own = replaced.get(logger);
    return own == null ? null : own.level();
  }

  /** The level that would hold for that logger without us. */
  private Level effective(Logger logger) {
    for (Logger each = logger; each != null; each = each.getParent()) {
      Level own = own(each);
      if (own != null) {
        return own;
      }
    }
    return Level.INFO;
  }

  /** Whether the program's own levels let it pass. */
  boolean letPass(LogRecord record) {
    if (replaced.isEmpty()) {
      return true;
    }
    String name = record.getLoggerName();
    Logger logger = name == null ? null : LogManager.getLogManager().getLogger(name);
    Level host = effective(logger == null ? Logger.getLogger("") : logger);
    return record.getLevel().intValue() >= host.intValue()
        && host.intValue() != Level.OFF.intValue();
  }
}
