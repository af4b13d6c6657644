package dev.sonde.ingest.spark;

import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Members of events, and what they become as attributes. */
final class Members {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private Members() {}

  /** An object within an object; empty where there is none. */
  static Attributes object(Attributes outer, String name) {
    return outer.get(name) instanceof Value.Map map ? map.entries() : Attributes.EMPTY;
  }

  static List<Value> list(Attributes outer, String name) {
    return outer.get(name) instanceof Value.Array array ? array.values() : List.of();
  }

  /** A time in milliseconds as nanoseconds; null where there is none, as Spark writes 0 for none. */
  static @Nullable Long time(Attributes object, String name) {
    Long millis = object.integer(name);
    return millis == null || millis <= 0 || millis > Long.MAX_VALUE / NANOS_PER_MILLI
        ? null
        : millis * NANOS_PER_MILLI;
  }

  /** A duration in milliseconds as nanoseconds; 0 where there is none. */
  static long duration(Attributes object, String name) {
    Long nanos = time(object, name);
    return nanos == null ? 0 : nanos;
  }

  /** Keeps members as attributes, nested ones under the joined names; zeros say nothing. */
  static void keep(
      Attributes from, String prefix, Set<String> mapped, Attributes.Builder attributes) {
    for (int i = 0; i < from.size(); i++) {
      Value value = from.value(i);
      if (mapped.contains(from.key(i)) || isNothing(value)) {
        continue;
      }
      String key = prefix + word(from.key(i));
      if (value instanceof Value.Map map) {
        keep(map.entries(), key + '.', Set.of(), attributes);
      } else {
        attributes.put(key, value);
      }
    }
  }

  private static boolean isNothing(Value value) {
    return switch (value) {
      case Value.Int number -> number.value() == 0;
      case Value.Text text -> text.value().isEmpty();
      case Value.Bool bool -> !bool.value();
      case Value.Array array -> array.values().isEmpty();
      case Value.Empty _ -> true;
      case Value.Real _, Value.Bytes _, Value.Map _ -> false;
    };
  }

  /** {@code Local Bytes Read} as {@code local_bytes_read}, {@code executionId} as {@code execution_id}. */
  static String word(String name) {
    StringBuilder word = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean begins =
          Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1));
      if (begins && word.charAt(word.length() - 1) != '_') {
        word.append('_');
      }
      word.append(c == ' ' ? '_' : c);
    }
    return word.toString().toLowerCase(Locale.ROOT);
  }
}
