package dev.sonde.sdk.destination;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * JSON straight into bytes, the same as {@link AttributesJson} makes by way of texts, in a third of the
 * time. For one thread.
 */
final class JsonBytes {

  /** What a long line made of the buffer is given back. */
  private static final int KEPT = 4 << 20;

  private static final int BEGIN = 64 << 10;
  private static final int MOST_KEYS = 4096;
  private static final int LONG_KEY = 256;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Keys come again and again: each with its quotes and colon. */
  private final Map<String, byte[]> keys = new HashMap<>();

  private final StringBuilder text = new StringBuilder();
  private byte[] bytes = new byte[BEGIN];
  private int size;

  void clear() {
    size = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[BEGIN];
    }
  }

  int size() {
    return size;
  }

  /** The first {@link #size()} of them; valid until the next call. */
  byte[] bytes() {
    return bytes;
  }

  byte[] copyFrom(int from) {
    return Arrays.copyOfRange(bytes, from, size);
  }

  /** Forgets what is before. */
  void keepFrom(int from) {
    System.arraycopy(bytes, from, bytes, 0, size - from);
    size -= from;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  void ascii(char c) {
    room(1);
    bytes[size++] = (byte) c;
  }

  void raw(byte[] json) {
    room(json.length);
    System.arraycopy(json, 0, bytes, size, json.length);
    size += json.length;
  }

  void ascii(CharSequence plain) {
    int length = plain.length();
    room(length);
    for (int i = 0; i < length; i++) {
      bytes[size + i] = (byte) plain.charAt(i);
    }
    size += length;
  }

  void number(long value) {
    room(20);
    if (value < 0) {
      // Long.MIN_VALUE has no counterpart.
      ascii(Long.toString(value));
      return;
    }
    int end = size + 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      end++;
    }
    long rest = value;
    for (int i = end - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size = end;
  }

  /** Sixteen digits. */
  void hex(long value) {
    room(16);
    for (int i = 0; i < 16; i++) {
      bytes[size + i] = HEX[(int) (value >>> (60 - 4 * i)) & 0xf];
    }
    size += 16;
  }

  void quote(String value) {
    int length = value.length();
    room(length + 2);
    byte[] to = bytes;
    int at = size;
    to[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c > '~') {
        unusual(value);
        return;
      }
      to[at++] = (byte) c;
    }
    to[at++] = '"';
    size = at;
  }

  private void unusual(String value) {
    text.setLength(0);
    AttributesJson.quote(value, text);
    text();
  }

  private void text() {
    raw(text.toString().getBytes(StandardCharsets.UTF_8));
    if (text.capacity() > KEPT) {
      text.setLength(0);
      text.trimToSize();
    }
  }

  void attributes(Attributes attributes) {
    ascii('{');
    for (int i = 0; i < attributes.size(); i++) {
      if (i > 0) {
        ascii(',');
      }
      key(attributes.key(i));
      value(attributes.value(i));
    }
    ascii('}');
  }

  private void key(String key) {
    byte[] known = keys.get(key);
    if (known == null) {
      int from = size;
      quote(key);
      ascii(':');
      if (keys.size() < MOST_KEYS && key.length() < LONG_KEY) {
        keys.put(key, copyFrom(from));
      }
    } else {
      raw(known);
    }
  }

  void value(Value value) {
    if (value instanceof Value.Text said) {
      quote(said.value());
    } else if (value instanceof Value.Int integer) {
      number(integer.value());
    } else if (value instanceof Value.Bool bool) {
      ascii(bool.value() ? "true" : "false");
    } else {
      text.setLength(0);
      AttributesJson.write(value, text);
      text();
    }
  }
}
