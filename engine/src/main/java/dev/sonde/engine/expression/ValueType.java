package dev.sonde.engine.expression;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A rule by which values are the same though they are written in other ways. */
public enum ValueType {
  /** {@code 007}, {@code 7} and {@code 7.0} are one. */
  NUMBER,
  /** With or without dashes, braces and capitals. */
  UUID,
  /**
   * RFC 3339 and its like, or a number since the epoch: of seconds, milliseconds, microseconds or
   * nanoseconds, by its length. Compared to a microsecond; without a zone it is UTC.
   */
  TIME,
  /** Letter by letter. */
  TEXT;

  private static final String WHOLE = "^\\s*[-+]?[0-9]{1,37}\\s*$";

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static ValueType named(String word) {
    for (ValueType type : values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    throw new ExpressionException(
        word
            + " is no type of values; there are "
            + Arrays.stream(values()).map(ValueType::word).collect(Collectors.joining(", ")));
  }

  /** SQL for a text by which values are the same: what is no value of the type stays as it is. */
  public String same(String text) {
    return switch (this) {
      case NUMBER, UUID, TIME -> "coalesce(" + known(text) + ", " + text + ")";
      case TEXT -> text;
    };
  }

  /** SQL for a text that is the same for the same values, null for what is none of this type. */
  public String known(String text) {
    return switch (this) {
      // Whole ones apart: beyond 2^53 two of them would become one DOUBLE.
      case NUMBER ->
          "CASE WHEN regexp_matches(%1$s, '%2$s') THEN try_cast(trim(%1$s) AS HUGEINT)::VARCHAR ELSE regexp_replace(try_cast(%1$s AS DOUBLE)::VARCHAR, '\\.0$', '') END"
              .formatted(text, WHOLE);
      case UUID ->
          "nullif(regexp_extract(regexp_replace(lower(%s), '^urn:uuid:|[-{}\\s]', '', 'g'), '^[0-9a-f]{32}$'), '')"
              .formatted(text);
      case TIME -> "(" + micros(text) + ")::VARCHAR";
      case TEXT -> text;
    };
  }

  /** SQL by which values have an order, null for what is none of this type. */
  public String ordered(String text) {
    return switch (this) {
      case NUMBER -> "try_cast(" + text + " AS DOUBLE)";
      case TIME -> "(" + micros(text) + ")";
      case UUID -> known(text);
      case TEXT -> text;
    };
  }

  private static String micros(String text) {
    // A TIMESTAMP passes over a zone; a TIMESTAMPTZ without one is in that of the machine.
    // By its length: in seconds 11 digits reach to the year 5138, in nanoseconds 18 begin in 1973.
    return """
    CASE WHEN regexp_matches(%1$s, '^[0-9]{1,11}(\\.[0-9]+)?$') THEN round(try_cast(%1$s AS DECIMAL(38, 9)) * 1000000)::BIGINT \
    WHEN regexp_matches(%1$s, '^[0-9]{12,14}$') THEN %1$s::BIGINT * 1000 \
    WHEN regexp_matches(%1$s, '^[0-9]{15,17}$') THEN %1$s::BIGINT \
    WHEN regexp_matches(%1$s, '^[0-9]{18,19}$') THEN (%1$s::HUGEINT // 1000)::BIGINT \
    WHEN regexp_matches(%1$s, ':[0-9.]+ *([Zz]|[-+][0-9:]+)$') THEN epoch_us(try_cast(%1$s AS TIMESTAMPTZ)) \
    ELSE epoch_us(try_cast(%1$s AS TIMESTAMP)) END\
    """
        .formatted(text);
  }
}
