package dev.sonde.sdk.destination;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of one destination as they are read: what is wrong is refused with its name and value,
 * and {@link #end} refuses what nobody asked for.
 */
public final class Settings {

  private static final Pattern BYTES = Pattern.compile("(\\d{1,12})\\s*([kmg]?)(?:i?b)?");
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*(ms|s|m)");

  private final String type;
  private final Map<String, String> left;
  private final TreeSet<String> known = new TreeSet<>();

  /**
   * @param type of the destination, for messages
   */
  public Settings(String type, Map<String, String> settings) {
    this.type = type;
    this.left = new TreeMap<>(settings);
  }

  /** Must be there. */
  public String text(String name) {
    String value = text(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "a destination of type " + type + " needs the setting " + name);
    }
    return value;
  }

  public String text(String name, String otherwise) {
    known.add(name);
    String value = left.remove(name);
    return value == null || value.isBlank() ? otherwise : value.strip();
  }

  public boolean has(String name) {
    return left.containsKey(name);
  }

  public boolean flag(String name, boolean otherwise) {
    String value = text(name, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, value, "true or false");
    };
  }

  /** A number of bytes, also with a unit: {@code 64MiB}, {@code 10k}. Units are powers of 1024. */
  public long bytes(String name, long otherwise) {
    String value = text(name, Long.toString(otherwise)).toLowerCase(Locale.ROOT);
    Matcher parts = BYTES.matcher(value);
    if (!parts.matches()) {
      throw wrong(name, value, "a number of bytes such as 1000000 or 64MiB");
    }
    int shift = parts.group(2).isEmpty() ? 0 : 10 * ("kmg".indexOf(parts.group(2)) + 1);
    return Long.parseLong(parts.group(1)) << shift;
  }

  /** A number with {@code ms}, {@code s} or {@code m}. */
  public Duration time(String name, Duration otherwise) {
    if (!has(name)) {
      known.add(name);
      return otherwise;
    }
    String value = text(name);
    Matcher parts = TIME.matcher(value);
    if (!parts.matches()) {
      throw wrong(name, value, "a time such as 500ms, 30s or 2m");
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }

  /** One of those words. */
  public String word(String name, String otherwise, String... words) {
    String value = text(name, otherwise);
    for (String word : words) {
      if (word.equals(value)) {
        return value;
      }
    }
    throw wrong(name, value, "one of " + String.join(", ", words));
  }

  /**
   * After the last setting was read.
   *
   * @throws IllegalArgumentException where there are others
   */
  public void end() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "a destination of type "
              + type
              + " has no setting '"
              + String.join("', '", left.keySet())
              + "'; it has "
              + String.join(", ", known));
    }
  }

  private IllegalArgumentException wrong(String name, String value, String wanted) {
    return new IllegalArgumentException(
        "the setting " + name + " of " + type + " is '" + value + "'; it has to be " + wanted);
  }
}
