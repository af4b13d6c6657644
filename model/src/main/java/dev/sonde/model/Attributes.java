package dev.sonde.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Typed key/values in the order in which they were said; a key occurs once, its last value holds.
 *
 * <p>Two arrays and a linear search: records have some ten attributes, and a million of them are alive
 * only for as long as a batch.
 */
public final class Attributes {

  public static final Attributes EMPTY = new Attributes(new String[0], new Value[0]);

  private final String[] keys;
  private final Value[] values;

  private Attributes(String[] keys, Value[] values) {
    this.keys = keys;
    this.values = values;
  }

  public static Builder builder() {
    return new Builder(8);
  }

  /**
   * @param expected number of key/values; there may be more
   */
  public static Builder builder(int expected) {
    return new Builder(expected);
  }

  public static Attributes of(String key, Value value) {
    return builder().put(key, value).build();
  }

  public int size() {
    return keys.length;
  }

  public boolean isEmpty() {
    return keys.length == 0;
  }

  public String key(int index) {
    return keys[index];
  }

  public Value value(int index) {
    return values[index];
  }

  public @Nullable Value get(String key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        return values[i];
      }
    }
    return null;
  }

  public boolean has(String key) {
    return get(key) != null;
  }

  /** The value if it is text, else its number or truth as text; null where absent or nested. */
  public @Nullable String text(String key) {
    return asText(get(key));
  }

  /** The value if it is a whole number, also one written as text or as a real; null otherwise. */
  public @Nullable Long integer(String key) {
    return asInteger(get(key));
  }

  /** The texts of an array, or the single text itself as a list of one; empty where absent. */
  public List<String> texts(String key) {
    Value value = get(key);
    if (value instanceof Value.Array array) {
      List<String> texts = new ArrayList<>(array.values().size());
      for (Value v : array.values()) {
        String text = asText(v);
        if (text != null) {
          texts.add(text);
        }
      }
      return texts;
    }
    String text = asText(value);
    return text == null ? List.of() : List.of(text);
  }

  public void forEach(BiConsumer<String, Value> action) {
    for (int i = 0; i < keys.length; i++) {
      action.accept(keys[i], values[i]);
    }
  }

  private static @Nullable String asText(@Nullable Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    } else if (value instanceof Value.Int integer) {
      return Long.toString(integer.value());
    } else if (value instanceof Value.Real real) {
      return Double.toString(real.value());
    } else if (value instanceof Value.Bool bool) {
      return Boolean.toString(bool.value());
    }
    return null;
  }

  private static @Nullable Long asInteger(@Nullable Value value) {
    if (value instanceof Value.Int integer) {
      return integer.value();
    } else if (value instanceof Value.Real real
        && real.value() == Math.rint(real.value())
        && Math.abs(real.value()) < 9.2e18) {
      return (long) real.value();
    } else if (value instanceof Value.Text text) {
      try {
        return Long.valueOf(text.value().strip());
      } catch (NumberFormatException e) {
        return null;
      }
    }
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attributes a
        && Arrays.equals(keys, a.keys)
        && Arrays.equals(values, a.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    forEach((k, v) -> text.append(text.length() == 1 ? "" : ", ").append(k).append('=').append(v));
    return text.append('}').toString();
  }

  /** Collects key/values; not safe for several threads. */
  public static final class Builder {
    private String[] keys;
    private Value[] values;
    private int size;

    /** Where each key is, kept from {@link #INDEXED} keys on: hostile records have a million. */
    private @Nullable Map<String, Integer> index;

    private static final int INDEXED = 64;

    private Builder(int expected) {
      keys = new String[Math.max(1, expected)];
      values = new Value[Math.max(1, expected)];
    }

    /** Sets a key; a value that was there before under the same key is replaced in its place. */
    public Builder put(String key, Value value) {
      Objects.requireNonNull(key, "key is null");
      Objects.requireNonNull(value, "value is null");
      int at = find(key);
      if (at >= 0) {
        values[at] = value;
        return this;
      }
      append(key, value);
      return this;
    }

    private void append(String key, Value value) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      if (index != null) {
        index.put(key, size);
      }
      keys[size] = key;
      values[size++] = value;
    }

    private int find(String key) {
      if (size < INDEXED) {
        for (int i = 0; i < size; i++) {
          if (keys[i].equals(key)) {
            return i;
          }
        }
        return -1;
      }
      Map<String, Integer> known = index;
      if (known == null) {
        known = new HashMap<>(4 * INDEXED);
        for (int i = 0; i < size; i++) {
          known.put(keys[i], i);
        }
        index = known;
      }
      return known.getOrDefault(key, -1);
    }

    /** Makes it empty, to be filled again; what was built from it stays as it is. */
    public Builder clear() {
      if (keys.length > INDEXED) {
        keys = new String[8];
        values = new Value[8];
      }
      size = 0;
      index = null;
      return this;
    }

    public Builder put(String key, String value) {
      return put(key, Value.of(value));
    }

    public Builder put(String key, long value) {
      return put(key, Value.of(value));
    }

    public Builder putAll(Attributes attributes) {
      attributes.forEach(this::put);
      return this;
    }

    public boolean isEmpty() {
      return size == 0;
    }

    public boolean has(String key) {
      for (int i = 0; i < size; i++) {
        if (keys[i].equals(key)) {
          return true;
        }
      }
      return false;
    }

    public Attributes build() {
      return size == 0
          ? EMPTY
          : new Attributes(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
    }
  }
}
