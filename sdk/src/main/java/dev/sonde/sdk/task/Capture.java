package dev.sonde.sdk.task;

import dev.sonde.model.vocabulary.Keys;
import dev.sonde.sdk.own.Complaints;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a value of the user's into a span, within limits. Maps, records, collections and arrays stay
 * what they are, so that readers can look into them and secrets are found by their keys, however deep;
 * what has no form of its own is its text. Never throws, whatever the value does.
 */
final class Capture {

  private final CaptureLimits limits;
  private final IdentityHashMap<Object, Object> around = new IdentityHashMap<>();
  private int charactersLeft;
  private int elementsLeft;
  private long textBytes;
  private boolean cut;
  private boolean leftOut;

  private Capture(CaptureLimits limits) {
    this.limits = limits;
    charactersLeft = limits.characters();
    elementsLeft = limits.elements();
  }

  /** Does not ask for the value where the span is not recorded. */
  static void put(Span span, String key, @Nullable Supplier<?> value, CaptureLimits limits) {
    if (value == null || limits.characters() == 0 || !span.isRecording()) {
      return;
    }
    try {
      new Capture(limits).put(span, key, value);
    } catch (Throwable e) {
      // Errors of the user's code too, such as a stack that overflows: this is only telemetry.
      span.setAttribute(key, unrepresentable(e));
      Complaints.say("a captured value", String.valueOf(e.getClass()));
    }
  }

  private void put(Span span, String key, Supplier<?> supplier) {
    Object value;
    try {
      value = supplier.get();
    } catch (Throwable e) {
      span.setAttribute(key, unrepresentable(e));
      return;
    }
    Value<?> taken = value(value, 0);
    set(span, key, taken);
    if (cut) {
      span.setAttribute(AttributeKey.longKey(key + Keys.SIZE_SUFFIX), textBytes);
    }
    if (leftOut) {
      long size = size(value);
      if (size >= 0) {
        span.setAttribute(AttributeKey.longKey(key + Keys.ELEMENTS_SUFFIX), size);
      }
    }
  }

  /** As what every reader of OpenTelemetry knows, where it is that. */
  private static void set(Span span, String key, Value<?> taken) {
    Object plain = taken.getValue();
    if (plain instanceof String text) {
      span.setAttribute(key, text);
    } else if (plain instanceof Long number) {
      span.setAttribute(key, number);
    } else if (plain instanceof Double number) {
      span.setAttribute(key, number);
    } else if (plain instanceof Boolean truth) {
      span.setAttribute(key, truth);
    } else {
      span.setAttribute(AttributeKey.valueKey(key), taken);
    }
  }

  private Value<?> value(@Nullable Object value, int depth) {
    if (value == null) {
      return Value.empty();
    } else if (value instanceof Boolean truth) {
      return Value.of(truth);
    } else if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return Value.of(((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      return Value.of(((Number) value).doubleValue());
    } else if (value instanceof byte[] bytes) {
      return bytes(bytes);
    } else if (value instanceof Optional<?> maybe) {
      return value(maybe.orElse(null), depth);
    }
    boolean nested =
        value instanceof Map
            || value instanceof Collection
            || value instanceof Record
            || value.getClass().isArray();
    if (!nested) {
      return text(value);
    } else if (depth >= limits.depth()) {
      leftOut = true;
      return Value.of("(deeper than " + limits.depth() + ")");
    } else if (around.put(value, value) != null) {
      return Value.of("(itself)");
    }
    try {
      return nested(value, depth + 1);
    } finally {
      around.remove(value);
    }
  }

  private Value<?> nested(Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      return map(map, depth);
    } else if (value instanceof Collection<?> collection) {
      return list(collection.iterator(), depth);
    } else if (value instanceof Record record) {
      return record(record, depth);
    }
    List<Value<?>> values = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value) && room(); i++) {
      values.add(value(Array.get(value, i), depth));
    }
    return Value.of(values);
  }

  private Value<?> list(Iterator<?> each, int depth) {
    List<Value<?>> values = new ArrayList<>();
    try {
      while (each.hasNext() && room()) {
        values.add(value(each.next(), depth));
      }
    } catch (RuntimeException e) {
      // Changed by another thread meanwhile, or by its own means: what was seen is kept.
      leftOut = true;
    }
    return Value.of(values);
  }

  private Value<?> map(Map<?, ?> map, int depth) {
    List<KeyValue> entries = new ArrayList<>();
    try {
      Iterator<? extends Map.Entry<?, ?>> each = map.entrySet().iterator();
      while (each.hasNext() && room()) {
        Map.Entry<?, ?> entry = each.next();
        entries.add(KeyValue.of(string(entry.getKey()), value(entry.getValue(), depth)));
      }
    } catch (RuntimeException e) {
      leftOut = true;
    }
    return Value.of(entries.toArray(new KeyValue[0]));
  }

  private Value<?> record(Record record, int depth) {
    List<KeyValue> entries = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      if (!room()) {
        break;
      }
      Object value;
      try {
        component.getAccessor().setAccessible(true);
        value = component.getAccessor().invoke(record);
      } catch (ReflectiveOperationException | RuntimeException e) {
        // A module that does not open it, or an accessor of the user's that throws.
        return text(record);
      }
      entries.add(KeyValue.of(component.getName(), value(value, depth)));
    }
    return Value.of(entries.toArray(new KeyValue[0]));
  }

  /** Takes the place of one more element, where there is one. */
  private boolean room() {
    leftOut |= elementsLeft <= 0 || charactersLeft <= 0;
    return elementsLeft-- > 0 && charactersLeft > 0;
  }

  private Value<?> bytes(byte[] bytes) {
    textBytes += bytes.length;
    if (bytes.length <= charactersLeft) {
      charactersLeft -= bytes.length;
      return Value.of(bytes.clone());
    }
    cut = true;
    byte[] beginning = Arrays.copyOf(bytes, charactersLeft);
    charactersLeft = 0;
    return Value.of(beginning);
  }

  private Value<?> text(Object value) {
    return Value.of(string(value));
  }

  private String string(@Nullable Object value) {
    String whole;
    try {
      whole = value instanceof Enum<?> constant ? constant.name() : String.valueOf(value);
    } catch (Throwable e) {
      whole = unrepresentable(e);
    }
    // A toString() may give null where there is a value.
    String text = whole == null ? "null" : whole;
    textBytes += text.length() < 1 ? 0 : utf8(text);
    if (text.length() <= charactersLeft) {
      charactersLeft -= text.length();
      return text;
    }
    cut = true;
    int end = charactersLeft;
    charactersLeft = 0;
    boolean split = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, split ? end - 1 : end);
  }

  private static long utf8(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Of a pair each half is two of four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }

  private static long size(@Nullable Object value) {
    try {
      if (value instanceof Map<?, ?> map) {
        return map.size();
      } else if (value instanceof Collection<?> collection) {
        return collection.size();
      } else if (value != null && value.getClass().isArray()) {
        return Array.getLength(value);
      }
    } catch (RuntimeException e) {
      // A collection that cannot even say that.
    }
    return -1;
  }

  private static String unrepresentable(Throwable e) {
    return "Unrepresentable: " + e.getClass().getName();
  }
}
