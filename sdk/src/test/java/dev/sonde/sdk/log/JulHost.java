package dev.sonde.sdk.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * A program's own java.util.logging: a list of everything at the root, one of warnings, one at a logger
 * that does not hand to its parents. The process has only one, which is put back at the end.
 */
public final class JulHost implements AutoCloseable {

  /** Writes what it gets into a list. */
  public static final class Lines extends Handler {
    private final String name;
    private final List<String> lines;

    public Lines(String name, Level level, List<String> lines) {
      this.name = name;
      this.lines = lines;
      setLevel(level);
    }

    @Override
    public void publish(LogRecord record) {
      if (isLoggable(record)) {
        lines.add(
            name
                + " "
                + record.getLevel()
                + " "
                + record.getLoggerName()
                + " "
                + new SimpleFormatter().formatMessage(record));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return name;
    }
  }

  public final List<String> written = Collections.synchronizedList(new ArrayList<>());
  private final Logger root = Logger.getLogger("");
  private final Level rootLevel = root.getLevel();
  private final Handler[] rootHandlers = root.getHandlers();
  private final List<Logger> mine = new ArrayList<>();

  public JulHost() {
    for (Handler each : rootHandlers) {
      root.removeHandler(each);
    }
    root.setLevel(Level.INFO);
    root.addHandler(new Lines("all", Level.ALL, written));
    root.addHandler(new Lines("warnings", Level.WARNING, written));
    logger("com.acme.quiet").setLevel(Level.SEVERE);
    logger("com.acme.chatty").setLevel(Level.FINE);
    Logger alone = logger("com.acme.alone");
    alone.setUseParentHandlers(false);
    alone.addHandler(new Lines("alone", Level.ALL, written));
    alone.setFilter(record -> !record.getMessage().contains("secret"));
  }

  /** Kept, and put back to nothing at the end. */
  public Logger logger(String name) {
    Logger logger = Logger.getLogger(name);
    mine.add(logger);
    return logger;
  }

  /** All that can be seen of the configuration. */
  public List<String> snapshot() {
    List<String> lines = new ArrayList<>();
    for (String name : Collections.list(LogManager.getLogManager().getLoggerNames())) {
      Logger each = LogManager.getLogManager().getLogger(name);
      if (each != null
          && (name.isEmpty() || name.startsWith("com.acme") || name.startsWith("seq"))) {
        Level level = each.getLevel();
        lines.add(
            "'%s' %s %s %s %s %s"
                .formatted(
                    name,
                    level == null ? null : level + " of " + level.getClass().getSimpleName(),
                    each.getUseParentHandlers(),
                    each.getFilter(),
                    Arrays.toString(each.getHandlers()),
                    Arrays.stream(each.getHandlers())
                        .map(handler -> handler.getLevel() + " " + handler.getFilter())
                        .toList()));
      }
    }
    Collections.sort(lines);
    return lines;
  }

  @Override
  public void close() {
    for (Logger each : mine) {
      each.setLevel(null);
      each.setFilter(null);
      each.setUseParentHandlers(true);
      for (Handler handler : each.getHandlers()) {
        each.removeHandler(handler);
      }
    }
    for (Handler each : root.getHandlers()) {
      root.removeHandler(each);
    }
    for (Handler each : rootHandlers) {
      root.addHandler(each);
    }
    root.setLevel(rootLevel);
  }
}
