package dev.sonde.sdk.log;

import dev.sonde.sdk.own.Complaints;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Takes the records of {@code java.util.logging}, on the thread that logs. */
final class JulHandler extends Handler {

  private final JulSource source;
  private final LogHub hub;

  JulHandler(JulSource source, LogHub hub) {
    this.source = source;
    this.hub = hub;
    setLevel(Level.ALL);
  }

  @Override
  public void publish(@Nullable LogRecord record) {
    if (record == null) {
      return;
    }
    try {
      String name = record.getLoggerName() == null ? "anonymous" : record.getLoggerName();
      int severity = Math.min(severity(record.getLevel()), Severities.ERROR);
      if (!hub.ignores(severity)
          && !Formatting.here()
          && hub.wants(name, severity)
          && !source.isBridged()) {
        source.heard(LogManager.getLogManager().getLogger(name), this);
        hub.take(draft(record, name, severity));
      }
    } catch (RuntimeException | LinkageError e) {
      Complaints.say("a log record", e);
    }
  }

  private static LogDraft draft(LogRecord record, String name, int severity) {
    LogDraft draft = new LogDraft(name, severity, record.getLevel().getName());
    draft.time(record.getInstant());
    String format = localized(record);
    Object[] said = record.getParameters();
    Object[] arguments = said == null ? new Object[0] : said;
    List<String> texts = new ArrayList<>(arguments.length);
    for (Object each : arguments) {
      texts.add(Texts.of(each));
    }
    draft.message(
        arguments.length == 0 || !format.contains("{") ? format : text(format, arguments, texts),
        format,
        texts);
    draft.thrown(record.getThrown());
    draft.here();
    return draft;
  }

  private static String localized(LogRecord record) {
    String message = record.getMessage() == null ? "" : record.getMessage();
    ResourceBundle bundle = record.getResourceBundle();
    try {
      return bundle == null ? message : bundle.getString(message);
    } catch (MissingResourceException | ClassCastException e) {
      return message;
    }
  }

  /** As the JDK's formatters do it: a format that is none is the text itself. */
  private static String text(String format, Object[] arguments, List<String> texts) {
    Object[] safe = arguments.clone();
    for (int i = 0; i < safe.length; i++) {
      // These are formatted by the rules of the locale, all others by their text.
      if (!((safe[i] instanceof Number && Texts.isPlain(safe[i])) || safe[i] instanceof Date)) {
        safe[i] = texts.get(i);
      }
    }
    try {
      return MessageFormat.format(format, safe);
    } catch (IllegalArgumentException e) {
      return format;
    }
  }

  static int severity(Level level) {
    int number = level.intValue();
    if (number < Level.FINER.intValue()) {
      return Severities.TRACE;
    } else if (number < Level.FINE.intValue()) {
      return Severities.DEBUG;
    } else if (number < Level.CONFIG.intValue()) {
      return Severities.DEBUG + 1;
    } else if (number < Level.INFO.intValue()) {
      return Severities.DEBUG + 2;
    } else if (number < Level.WARNING.intValue()) {
      return Severities.INFO;
    } else if (number < Level.SEVERE.intValue()) {
      return Severities.WARN;
    }
    return number < Level.OFF.intValue() ? Severities.ERROR : LogLevel.OFF.severity();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
