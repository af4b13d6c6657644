package dev.sonde.sdk.destination;

import dev.sonde.model.RecordJson;
import dev.sonde.model.WideEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Records as lines of JSON in a buffer of bytes that is used again and again. */
final class Lines {

  /** What a long line made of the buffer is given back. */
  private static final int KEPT = 4 << 20;

  private final StringBuilder line = new StringBuilder();
  private byte[] bytes = new byte[64 << 10];
  private int size;

  void clear() {
    size = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[64 << 10];
    }
  }

  void add(WideEvent record) {
    line.setLength(0);
    RecordJson.write(record, line);
    line.append('\n');
    byte[] more = line.toString().getBytes(StandardCharsets.UTF_8);
    if (size + more.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more.length));
    }
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  int size() {
    return size;
  }

  /** The first {@link #size()} of them; valid until the next call. */
  byte[] bytes() {
    return bytes;
  }

  /** Forgets what is before. */
  void keepFrom(int from) {
    System.arraycopy(bytes, from, bytes, 0, size - from);
    size -= from;
  }
}
