package dev.sonde.ingest.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads protobuf's wire format out of an array. A message within is read by narrowing the limit, so
 * nothing is copied; see {@link #enter} and {@link #leave}.
 */
final class ProtoReader {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The bytes at the reader's place are no protobuf; told without a stack, as it may come often. */
  static final class Damage extends Exception {
    private static final long serialVersionUID = 1L;
    final String what;
    final boolean truncated;

    Damage(String what, boolean truncated) {
      super(what, null, false, false);
      this.what = what;
      this.truncated = truncated;
    }
  }

  private byte[] bytes = new byte[0];
  private int position;
  private int limit;
  private long base;
  private boolean shortened;

  /**
   * @param base where in the source the array's first byte is
   */
  void begin(byte[] bytes, int from, int to, long base) {
    this.bytes = bytes;
    this.position = from;
    this.limit = to;
    this.base = base;
    this.shortened = false;
  }

  int position() {
    return position;
  }

  void position(int position) {
    this.position = position;
  }

  int limit() {
    return limit;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The present place in the source. */
  long offset() {
    return base + position;
  }

  /** Number and wire type of the next field as they are encoded, 0 at the end of the message. */
  int tag() throws Damage {
    if (position >= limit) {
      return 0;
    }
    int first = bytes[position];
    if (first > 0) {
      position++;
      return first;
    }
    long tag = varint();
    if (tag <= 0 || tag > 0xffff_ffffL || tag >>> 3 == 0) {
      throw new Damage("a field has the number " + (tag >>> 3), false);
    }
    return (int) tag;
  }

  long varint() throws Damage {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= limit) {
        throw cut();
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new Damage("a number has more than ten bytes", false);
  }

  long fixed64() throws Damage {
    need(8);
    long value = (long) LONG.get(bytes, position);
    position += 8;
    return value;
  }

  long fixed32() throws Damage {
    need(4);
    int value = (int) INT.get(bytes, position);
    position += 4;
    return value & 0xffff_ffffL;
  }

  double real() throws Damage {
    return Double.longBitsToDouble(fixed64());
  }

  /** Length of what follows, which is all there. */
  int length() throws Damage {
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw new Damage(
          "something of "
              + Long.toUnsignedString(length)
              + " bytes should be here, and there are "
              + (limit - position),
          true);
    }
    return (int) length;
  }

  String text() throws Damage {
    int length = length();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  byte[] binary() throws Damage {
    int length = length();
    byte[] copy = java.util.Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return copy;
  }

  /** Eight bytes of an id, most significant first. */
  long id(int at) {
    return (long) BIG_LONG.get(bytes, at);
  }

  /** Goes into a message; the answer is for {@link #leave}. */
  int enter() throws Damage {
    int length = length();
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /** As {@link #enter}, but where the message is longer than what is left, that is taken for it. */
  int enterWhatIsThere() throws Damage {
    long length = varint();
    int outer = limit;
    if (length >= 0 && length <= limit - position) {
      limit = position + (int) length;
    } else {
      shortened = true;
    }
    return outer;
  }

  /** Whether a message was shorter than its length says. */
  boolean isShortened() {
    return shortened;
  }

  void leave(int outer) {
    position = limit;
    limit = outer;
  }

  /** After damage: to the end of a message, whatever was entered within. */
  void recover(int end, int outer) {
    position = end;
    limit = outer;
  }

  void skip(int tag) throws Damage {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> {
        need(8);
        position += 8;
      }
      case BYTES -> {
        int length = length();
        position += length;
      }
      case FIXED32 -> {
        need(4);
        position += 4;
      }
      default ->
          throw new Damage(
              "field " + (tag >>> 3) + " has the unknown wire type " + (tag & 7), false);
    }
  }

  /** Zigzag, as protobuf writes what may well be negative. */
  static long signed(long zigzag) {
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private void need(int count) throws Damage {
    if (limit - position < count) {
      throw cut();
    }
  }

  private static Damage cut() {
    return new Damage("the message breaks off inside a number", true);
  }
}
