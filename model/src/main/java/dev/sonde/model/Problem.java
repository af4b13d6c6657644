package dev.sonde.model;

import java.util.Locale;
import java.util.Objects;

/**
 * Something that was wrong with a source, counted.
 *
 * @param count how many records or places it touched
 * @param where the first place: file and line or byte
 * @param message what was wrong there, with the offending value
 */
public record Problem(Code code, long count, String where, String message) {

  /** The closed list of docs/formats.md; a new one is a change of the public contract. */
  public enum Code {
    TRUNCATED,
    MALFORMED,
    UNKNOWN_FIELD_TYPE,
    MISSING_TIME,
    NEGATIVE_DURATION,
    DUPLICATE,
    ORPHAN,
    OPEN,
    UNPAIRED,
    CLOCK_SKEW,
    CONFLICT,
    CAPPED,
    UNSUPPORTED;

    /** The word in data and answers. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Problem {
    Objects.requireNonNull(code, "code is null");
    Objects.requireNonNull(where, "where is null");
    Objects.requireNonNull(message, "message is null");
  }
}
