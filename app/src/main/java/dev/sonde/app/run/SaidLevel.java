package dev.sonde.app.run;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The severity that a line of output says of itself: a word in capitals near its beginning, or a field
 * {@code level}. A line that says none has none.
 */
final class SaidLevel {

  /** Further in, such a word is part of what is told. */
  private static final int NEAR = 100;

  private static final String WORDS =
      "TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|CRITICAL|FATAL|PANIC";
  private static final Pattern CAPITALS =
      Pattern.compile("(?<![\\w./=-])(" + WORDS + ")(?![\\w./=-])");
  private static final Pattern FIELD =
      Pattern.compile(
          "\"?\\b(?:level|severity|lvl)\"?\\s*[=:]\\s*\"?(" + WORDS + "|err)\\b",
          Pattern.CASE_INSENSITIVE);

  private SaidLevel() {}

  /** OTLP's severity number; 0 where the line says none. */
  static int of(String line) {
    String head = line.length() > NEAR ? line.substring(0, NEAR) : line;
    Matcher found = FIELD.matcher(head);
    if (!found.find()) {
      found = CAPITALS.matcher(head);
      if (!found.find()) {
        return 0;
      }
    }
    return switch (found.group(1).toUpperCase(Locale.ROOT)) {
      case "TRACE" -> 1;
      case "DEBUG" -> 5;
      case "INFO" -> 9;
      case "NOTICE" -> 10;
      case "WARN", "WARNING" -> 13;
      case "ERROR", "ERR", "SEVERE" -> 17;
      case "CRITICAL" -> 18;
      default -> 21;
    };
  }
}
