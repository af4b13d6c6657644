package dev.sonde.engine.record;

import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.store.Row;
import dev.sonde.model.SpanId;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Ids of traces and spans as people write them: 32 or 16 hexadecimal digits, {@code 0x1}, a small
 * number as Frisky counts ({@code 1}), and for traces the beginning of an id or a cut one ({@code
 * 4bf9…4736}).
 */
public final class Ids {

  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;

  private Ids() {}

  /**
   * What a trace's id may look like in the store, best first: patterns of LIKE over 32 hexadecimal
   * digits.
   *
   * @throws UsageException where it is no id
   */
  public static List<String> traces(String text) {
    String id = text.strip().toLowerCase(Locale.ROOT);
    if (id.startsWith("0x") && isHex(id.substring(2), TRACE_DIGITS)) {
      return List.of(padded(id.substring(2), TRACE_DIGITS));
    }
    if (isHex(id, TRACE_DIGITS)) {
      String number = decimal(id, n -> padded(Long.toHexString(n), TRACE_DIGITS));
      return id.length() == TRACE_DIGITS
          ? List.of(id)
          : number == null ? List.of(id + "%") : List.of(number, id + "%");
    }
    String[] ends = id.split("…|\\.\\.\\.", -1);
    if (ends.length == 2 && isHex(ends[0] + ends[1], TRACE_DIGITS)) {
      return List.of(ends[0] + "%" + ends[1]);
    }
    throw new UsageException(
        "'"
            + text
            + "' is no trace id: write hexadecimal digits (its beginning will do) or a number");
  }

  /**
   * The numbers that a span's id may be, best first.
   *
   * @throws UsageException where it is no id
   */
  public static List<Long> spans(String text) {
    String id = text.strip().toLowerCase(Locale.ROOT);
    String digits = id.startsWith("0x") ? id.substring(2) : id;
    if (!isHex(digits, SPAN_DIGITS)) {
      throw new UsageException(
          "'" + text + "' is no span id: write 16 hexadecimal digits, 0x1 or a number");
    }
    long hex = Long.parseUnsignedLong(digits, 16);
    Long number =
        id.startsWith("0x") || digits.length() == SPAN_DIGITS ? null : decimal(id, n -> n);
    return number == null || number == hex ? List.of(hex) : List.of(number, hex);
  }

  /** An id without the zeros before a small number: {@code 0x1}. */
  public static String brief(String id) {
    String digits = id.replaceFirst("^0+(?=.)", "");
    return digits.length() <= id.length() / 2 ? "0x" + digits : id;
  }

  /**
   * A trace's id out of its two numbers, null where there is none. Stores have it as text too, but make
   * it of the numbers for every row that they look at, not only for those that are shown.
   */
  public static @Nullable String trace(Row row) {
    SpanId id = new SpanId(row.integer("trace_hi"), row.integer("trace_lo"), 0);
    return id.hasTrace() ? id.traceHex() : null;
  }

  /** A span's id out of a column of numbers, null where there is none. */
  public static @Nullable String span(Row row, String column) {
    Long number = row.integerOrNull(column);
    return number == null || number == 0 ? null : SpanId.spanHex(number);
  }

  private static <T> @Nullable T decimal(String digits, LongFunction<T> made) {
    try {
      return digits.matches("[0-9]+") ? made.apply(Long.parseUnsignedLong(digits)) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean isHex(String text, int most) {
    return !text.isEmpty() && text.length() <= most && text.matches("[0-9a-f]+");
  }

  private static String padded(String digits, int length) {
    return "0".repeat(length - digits.length()) + digits;
  }
}
