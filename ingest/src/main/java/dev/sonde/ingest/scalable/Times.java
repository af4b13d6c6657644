package dev.sonde.ingest.scalable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The times of Scalable's files, which are UTC. */
final class Times {

  static final long SECOND = 1_000_000_000L;

  private static final Pattern IN_ID = Pattern.compile("run-(\\d{8}T\\d{6})Z-.*");
  private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

  private Times() {}

  /**
   * A date with a time, or a time of day alone.
   *
   * @param base gives the day where the text has none; null where nobody knows it
   */
  static @Nullable Long nanos(@Nullable String text, @Nullable Long base) {
    if (text == null || text.length() > 40) {
      return null;
    }
    try {
      if (text.indexOf('-') < 0 && text.indexOf(':') > 0) {
        return base == null ? null : nanos(day(base).atTime(LocalTime.parse(text)));
      }
      String iso = text.replace(' ', 'T');
      boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 0 || iso.lastIndexOf('-') > 10;
      return zoned ? nanos(OffsetDateTime.parse(iso).toInstant()) : nanos(LocalDateTime.parse(iso));
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /** When a run began by its id; null where that is no such id. */
  static @Nullable Long ofRunId(String id) {
    Matcher matcher = IN_ID.matcher(id);
    try {
      return matcher.matches() ? nanos(LocalDateTime.parse(matcher.group(1), COMPACT)) : null;
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /** A length in nanoseconds; null where it is none that a run can have. */
  static @Nullable Long length(@Nullable String seconds) {
    try {
      double length = seconds == null ? -1 : Double.parseDouble(seconds);
      return length >= 0 && length < 1e9 ? (Long) Math.round(length * SECOND) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static LocalDate day(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND))
        .atOffset(ZoneOffset.UTC)
        .toLocalDate();
  }

  private static long nanos(LocalDateTime time) {
    return nanos(time.toInstant(ZoneOffset.UTC));
  }

  private static long nanos(Instant instant) {
    // Half of what fits, so that lengths can be added to it.
    return Math.addExact(
        Math.multiplyExact(Math.multiplyExact(instant.getEpochSecond(), 2), SECOND) / 2,
        instant.getNano());
  }
}
