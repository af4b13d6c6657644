package dev.sonde.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Times that are written as microseconds, with or without decimals, as numbers or as texts. */
public final class Micros {

  /** More digits than any time has; a hostile exponent must not become a number of a million digits. */
  private static final int LONGEST = 40;

  /** The year 2065 in nanoseconds: three such times can be added up without overflow. */
  public static final long LATEST = 3_000_000_000_000_000_000L;

  private Micros() {}

  /**
   * Nanoseconds of the parser's current value, all digits kept; null where it is no time. Through a
   * double, today's date would lose a quarter of a microsecond.
   */
  public static @Nullable Long nanos(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> nanos(parser.getText().strip());
      default -> null;
    };
  }

  /** The same of a text. */
  public static @Nullable Long nanos(String micros) {
    if (micros.isEmpty() || micros.length() > LONGEST) {
      return null;
    }
    try {
      BigDecimal exact = new BigDecimal(micros);
      if (Math.abs((long) exact.precision() - exact.scale()) > LONGEST || exact.scale() > LONGEST) {
        return null;
      }
      long nanos = exact.movePointRight(3).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
      return Math.abs(nanos) <= LATEST ? (Long) nanos : null;
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }
}
