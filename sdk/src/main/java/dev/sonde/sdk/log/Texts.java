package dev.sonde.sdk.log;

import io.opentelemetry.api.common.AttributeKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Texts and values of what a program hands to its loggers. Nothing here throws, whatever that is. */
final class Texts {

  /** Characters of a text; what was cut is said in {@code KEY.size_bytes}. */
  static final int MOST = 64 * 1024;

  /** Elements of a list, and arguments of a record. */
  static final int MOST_ELEMENTS = 128;

  private Texts() {}

  /** What {@code String.valueOf} gives; arrays with their elements. */
  static String of(@Nullable Object value) {
    if (value == null || isPlain(value)) {
      return String.valueOf(value);
    }
    return guarded(() -> value.getClass().isArray() ? array(value) : String.valueOf(value));
  }

  /** Whether its text is made by the JDK's code alone. */
  static boolean isPlain(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Double
        || value instanceof Float
        || value instanceof Short
        || value instanceof Byte;
  }

  /** What the program's code says; {@code Unrepresentable: ...} where it fails. */
  static String guarded(Supplier<@Nullable String> code) {
    Formatting.begin();
    try {
      return String.valueOf(code.get());
    } catch (Throwable e) { // Also a stack that overflowed in a structure that contains itself.
      return "Unrepresentable: " + name(e);
    } finally {
      Formatting.end();
    }
  }

  private static String name(Throwable error) {
    try {
      return String.valueOf(error);
    } catch (Throwable worse) {
      return error.getClass().getName();
    }
  }

  private static String array(Object array) {
    if (array instanceof Object[] objects) {
      return Arrays.deepToString(objects);
    }
    String whole = Arrays.deepToString(new Object[] {array});
    return whole.substring(1, whole.length() - 1);
  }

  /** Never between the halves of a character. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }

  static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  static String stackTrace(Throwable thrown) {
    return guarded(() -> {
      StringWriter text = new StringWriter(1024);
      thrown.printStackTrace(new PrintWriter(text));
      return text.toString();
    });
  }

  /**
   * As a value that attributes can have: a text, a whole or a real number, a truth, or a list of one of
   * these. All else is its text.
   */
  static Object typed(Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return value;
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof AtomicBoolean truth) {
      return truth.get();
    } else if (value instanceof Collection<?> || value.getClass().isArray()) {
      List<?> list = list(value);
      return list == null ? of(value) : list;
    }
    return of(value);
  }

  private static Object number(Number number) {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte
        || number instanceof AtomicLong
        || number instanceof AtomicInteger) {
      return number.longValue();
    } else if (number instanceof Double || number instanceof Float) {
      return number.doubleValue();
    } else if (number.getClass() == BigInteger.class && ((BigInteger) number).bitLength() < 64) {
      return number.longValue();
    } else if (number.getClass() == BigDecimal.class && isExact((BigDecimal) number)) {
      return number.doubleValue();
    }
    return of(number);
  }

  private static boolean isExact(BigDecimal number) {
    double real = number.doubleValue();
    return Double.isFinite(real) && BigDecimal.valueOf(real).compareTo(number) == 0;
  }

  /** Where all elements are of one kind; null otherwise, also where it is too long. */
  private static @Nullable List<?> list(Object value) {
    List<Object> elements = new ArrayList<>();
    Formatting.begin();
    try {
      if (value instanceof Collection<?> collection) {
        if (collection.size() > MOST_ELEMENTS) {
          return null;
        }
        elements.addAll(collection);
      } else {
        int length = java.lang.reflect.Array.getLength(value);
        for (int i = 0; i < length && i <= MOST_ELEMENTS; i++) {
          elements.add(java.lang.reflect.Array.get(value, i));
        }
      }
    } catch (Throwable e) { // A collection of the program, or one that another thread changes.
      return null;
    } finally {
      Formatting.end();
    }
    return elements.size() > MOST_ELEMENTS ? null : uniform(elements);
  }

  private static @Nullable List<?> uniform(List<Object> elements) {
    List<Object> values = new ArrayList<>(elements.size());
    Class<?> kind = null;
    for (Object each : elements) {
      Object value = each == null || !isPlain(each) ? null : typed(each);
      if (value == null || (kind != null && kind != value.getClass())) {
        return null;
      }
      kind = value.getClass();
      values.add(value instanceof String text ? cut(text, MOST / MOST_ELEMENTS) : value);
    }
    return values.isEmpty() ? null : values;
  }

  /** Of what {@link #typed} gives. */
  static AttributeKey<?> key(String name, Object typed) {
    if (typed instanceof List<?> list) {
      Object first = list.get(0);
      return first instanceof Long
          ? AttributeKey.longArrayKey(name)
          : first instanceof Double
              ? AttributeKey.doubleArrayKey(name)
              : first instanceof Boolean
                  ? AttributeKey.booleanArrayKey(name)
                  : AttributeKey.stringArrayKey(name);
    }
    return typed instanceof Long
        ? AttributeKey.longKey(name)
        : typed instanceof Double
            ? AttributeKey.doubleKey(name)
            : typed instanceof Boolean
                ? AttributeKey.booleanKey(name)
                : AttributeKey.stringKey(name);
  }
}
