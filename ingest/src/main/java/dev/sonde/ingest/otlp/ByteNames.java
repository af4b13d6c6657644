package dev.sonde.ingest.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** As {@link Names}, from bytes: a name that was seen before costs neither decoding nor memory. */
final class ByteNames {

  private static final int SIZE = 4096;

  /** Longer ones are no names. */
  private static final int LENGTH_LIMIT = 128;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[][] encoded = new byte[SIZE][];
  private final String[] table = new String[SIZE];

  ByteNames() {
    Arrays.fill(encoded, new byte[0]);
    Arrays.fill(table, "");
  }

  String of(byte[] bytes, int from, int length) {
    if (length == 0) {
      return "";
    }
    if (length > LENGTH_LIMIT) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    int slot = slot(bytes, from, length);
    byte[] known = encoded[slot];
    if (Arrays.equals(known, 0, known.length, bytes, from, from + length)) {
      return table[slot];
    }
    String name = new String(bytes, from, length, StandardCharsets.UTF_8);
    encoded[slot] = Arrays.copyOfRange(bytes, from, from + length);
    table[slot] = name;
    return name;
  }

  private static int slot(byte[] bytes, int from, int length) {
    long hash = length;
    if (length >= 8) {
      int last = from + length - 8;
      for (int i = from; i < last; i += 8) {
        hash = (hash ^ (long) LONG.get(bytes, i)) * 0x9E3779B97F4A7C15L;
      }
      hash = (hash ^ (long) LONG.get(bytes, last)) * 0x9E3779B97F4A7C15L;
    } else {
      for (int i = from; i < from + length; i++) {
        hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
      }
    }
    return (int) (hash >>> 52);
  }
}
