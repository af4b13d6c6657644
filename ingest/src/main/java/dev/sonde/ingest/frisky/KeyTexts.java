package dev.sonde.ingest.frisky;

import dev.sonde.model.Value;
import java.util.stream.Collectors;

/** The strings in {@code keys}: keys of tasks or data, and {@code k=v} of spans that users made. */
final class KeyTexts {

  private KeyTexts() {}

  /** Whether it is a name, {@code =} and a value. Keys of tasks have hyphens or quotes before any. */
  static boolean isPair(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0 || !Character.isJavaIdentifierStart(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < equals; i++) {
      char c = text.charAt(i);
      if (!Character.isJavaIdentifierPart(c) && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** The value of a pair with the type that it looks like. */
  static Value typed(String text) {
    if (text.equals("true") || text.equals("True")) {
      return Value.of(true);
    } else if (text.equals("false") || text.equals("False")) {
      return Value.of(false);
    } else if (text.isEmpty() || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
      return Value.of(text);
    }
    return number(text);
  }

  private static Value number(String text) {
    char last = text.charAt(text.length() - 1);
    try {
      return Value.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      // Java would take "1d" and "1f" for reals.
      if (last != '.' && (last < '0' || last > '9')) {
        return Value.of(text);
      }
    }
    try {
      return Value.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Value.of(text);
    }
  }

  /** A key that was written as a JSON list or number, as Python's {@code str} shows it. */
  static String python(Value value) {
    return switch (value) {
      case Value.Array array ->
          array.values().stream()
              .map(v -> v instanceof Value.Text text ? "'" + text.value() + "'" : python(v))
              .collect(Collectors.joining(", ", "(", array.values().size() == 1 ? ",)" : ")"));
      case Value.Text text -> text.value();
      case Value.Int integer -> Long.toString(integer.value());
      case Value.Real real -> Double.toString(real.value());
      case Value.Bool bool -> bool.value() ? "True" : "False";
      case Value.Empty _ -> "None";
      case Value.Bytes _, Value.Map _ -> value.toString();
    };
  }
}
