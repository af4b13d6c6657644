package dev.sonde.engine.question;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A point in time as a user writes it: an offset from the beginning of the run, or a timestamp. */
public sealed interface Moment {

  /** Nanoseconds since the Unix epoch. */
  long resolve(long runStartNanos);

  /** So long after the first start in the run. */
  record Offset(long nanos) implements Moment {
    @Override
    public long resolve(long runStartNanos) {
      return runStartNanos + nanos;
    }

    @Override
    public String toString() {
      return text(nanos);
    }
  }

  /** A moment by the clock. */
  record At(long epochNanos) implements Moment {
    @Override
    public long resolve(long runStartNanos) {
      return epochNanos;
    }

    @Override
    public String toString() {
      return Instant.ofEpochSecond(
              Math.floorDiv(epochNanos, 1_000_000_000L), Math.floorMod(epochNanos, 1_000_000_000L))
          .toString();
    }
  }

  Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h|d)");

  /**
   * Reads {@code 5s}, {@code 1m30s}, {@code 250ms}, {@code 2026-11-20T10:00:00Z}, or nanoseconds since
   * the epoch.
   */
  static Moment parse(String option, String text) {
    // Nineteen digits reach to the year 2262, where nanoseconds no longer fit.
    if (text.matches("\\d{16,18}|[0-8]\\d{18}")) {
      return new At(Long.parseLong(text));
    }
    if (text.matches("\\d{4}-\\d\\d-\\d\\d.*")) {
      try {
        Instant instant = OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        return new At(
            Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano()));
      } catch (DateTimeParseException | ArithmeticException e) {
        throw new UsageException(
            "--"
                + option
                + " "
                + text
                + ": not a timestamp; write 2026-11-20T10:00:00Z, with a zone");
      }
    }
    return new Offset(nanos(option, text));
  }

  /** Reads a length of time, in nanoseconds: {@code 30s}, {@code 1h30m}, {@code 1.5s}; 0 is allowed. */
  public static long nanos(String option, String text) {
    Matcher part = PART.matcher(text);
    double total = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      total += Double.parseDouble(part.group(1)) * unitNanos(part.group(2));
      end = part.end();
    }
    if (text.equals("0")) {
      return 0;
    }
    if (end == 0 || end != text.length() || total > Long.MAX_VALUE / 4.0) {
      throw new UsageException(
          "--" + option + " " + text + ": not a time; write for example 250ms, 30s, 1m30s or 2h");
    }
    return Math.round(total);
  }

  /** A length of time in the spelling that is read again: its largest unit that leaves no rest. */
  static String text(long nanos) {
    if (nanos == 0) {
      return "0";
    }
    for (String unit : new String[] {"h", "m", "s", "ms", "us"}) {
      long size = (long) unitNanos(unit);
      if (nanos % size == 0) {
        return nanos / size + unit;
      }
    }
    return nanos + "ns";
  }

  private static double unitNanos(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "µs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      case "h" -> 3600e9;
      default -> Duration.ofDays(1).toNanos();
    };
  }
}
