package dev.sonde.sdk.log;

import java.util.Locale;

/** From which severity on log records are wanted. */
public enum LogLevel {
  TRACE(1),
  DEBUG(5),
  INFO(9),
  WARN(13),
  ERROR(17),
  /** None at all. */
  OFF(Integer.MAX_VALUE);

  private final int severity;

  LogLevel(int severity) {
    this.severity = severity;
  }

  /** The least of OpenTelemetry's severity numbers that is wanted. */
  public int severity() {
    return severity;
  }

  /** As it is written in settings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param word in any case
   * @throws IllegalArgumentException where there is no such level
   */
  public static LogLevel of(String word) {
    for (LogLevel level : values()) {
      if (level.name().equalsIgnoreCase(word.strip())) {
        return level;
      }
    }
    throw new IllegalArgumentException(
        "'" + word + "' is no log level; write trace, debug, info, warn, error or off");
  }
}
