package dev.sonde.ingest.dask;

import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Python's ways of writing mean. */
final class Python {

  private static final Pattern EXCEPTION = Pattern.compile("([\\w.]+)\\((.*)\\)", Pattern.DOTALL);

  private Python() {}

  /** Seconds since the epoch as nanoseconds, with all the digits that Python wrote; null for none. */
  static @Nullable Long nanos(@Nullable Value seconds) {
    double real =
        switch (seconds) {
          case Value.Real r -> r.value();
          case Value.Int i -> i.value();
          case null, default -> Double.NaN;
        };
    return real > 0 && real < 9.2e9
        ? (Long)
            BigDecimal.valueOf(real)
                .movePointRight(9)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValue()
        : null;
  }

  /** The key of a task: a text, or a tuple that JSON made a list of. */
  static @Nullable String key(@Nullable Value key) {
    return switch (key) {
      case Value.Text text -> text.value().isEmpty() ? null : text.value();
      case Value.Array tuple -> tuple.values().isEmpty() ? null : repr(tuple);
      case Value.Int number -> repr(number);
      case null, default -> null;
    };
  }

  private static String repr(Value value) {
    return switch (value) {
      case Value.Text text -> "'" + text.value() + "'";
      case Value.Int number -> Long.toString(number.value());
      case Value.Real real -> Double.toString(real.value());
      case Value.Bool bool -> bool.value() ? "True" : "False";
      case Value.Array array ->
          array.values().stream()
              .map(Python::repr)
              .collect(Collectors.joining(", ", "(", array.values().size() == 1 ? ",)" : ")"));
      case Value.Bytes _, Value.Map _, Value.Empty _ -> "None";
    };
  }

  /** {@code ValueError('bad item 3')}: type and message, as the conventions want them. */
  static void exception(String text, Attributes.Builder attributes) {
    Matcher matcher = EXCEPTION.matcher(text);
    if (!matcher.matches()) {
      attributes.put(Keys.EXCEPTION_MESSAGE, text);
      return;
    }
    String inside = matcher.group(2);
    char quote = inside.isEmpty() ? ' ' : inside.charAt(0);
    boolean quoted =
        inside.length() > 1
            && (quote == '\'' || quote == '"')
            && inside.indexOf(quote, 1) == inside.length() - 1;
    attributes.put(Keys.ERROR_TYPE, matcher.group(1));
    attributes.put(Keys.EXCEPTION_TYPE, matcher.group(1));
    attributes.put(
        Keys.EXCEPTION_MESSAGE, quoted ? inside.substring(1, inside.length() - 1) : inside);
  }
}
