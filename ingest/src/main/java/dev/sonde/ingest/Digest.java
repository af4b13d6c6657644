package dev.sonde.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * MurmurHash3 x64 128 with seed 0, fed piece by piece. It tells different files apart; it is no
 * protection against somebody who makes two files agree on purpose.
 */
public final class Digest {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK = 16;
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;

  private final byte[] rest = new byte[BLOCK];
  private int held;
  private long length;
  private long h1;
  private long h2;

  /** Takes more bytes in. */
  public void update(byte[] bytes, int offset, int count) {
    length += count;
    int at = offset;
    int end = offset + count;
    if (held > 0) {
      int fits = Math.min(BLOCK - held, count);
      System.arraycopy(bytes, at, rest, held, fits);
      held += fits;
      at += fits;
      if (held < BLOCK) {
        return;
      }
      blocks(rest, 0, BLOCK);
      held = 0;
    }
    int whole = (end - at) & -BLOCK;
    blocks(bytes, at, at + whole);
    held = end - at - whole;
    System.arraycopy(bytes, at + whole, rest, 0, held);
  }

  private void blocks(byte[] bytes, int from, int to) {
    long a = h1;
    long b = h2;
    for (int i = from; i < to; i += BLOCK) {
      a ^= mix1((long) LONGS.get(bytes, i));
      a = (Long.rotateLeft(a, 27) + b) * 5 + 0x52dce729L;
      b ^= mix2((long) LONGS.get(bytes, i + 8));
      b = (Long.rotateLeft(b, 31) + a) * 5 + 0x38495ab5L;
    }
    h1 = a;
    h2 = b;
  }

  /** Two numbers; nothing may be added afterwards. */
  public Sum sum() {
    java.util.Arrays.fill(rest, held, BLOCK, (byte) 0);
    long a = h1 ^ (held > 0 ? mix1((long) LONGS.get(rest, 0)) : 0);
    long b = h2 ^ (held > 8 ? mix2((long) LONGS.get(rest, 8)) : 0);
    a ^= length;
    b ^= length;
    a += b;
    b += a;
    a = finish(a);
    b = finish(b);
    a += b;
    b += a;
    return new Sum(a, b);
  }

  /** 128 bits. */
  public record Sum(long high, long low) {}

  /** 32 hexadecimal digits; nothing may be added afterwards. */
  String hex() {
    HexFormat hex = HexFormat.of();
    Sum sum = sum();
    return hex.toHexDigits(sum.high()) + hex.toHexDigits(sum.low());
  }

  private static long mix1(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long mix2(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  private static long finish(long hash) {
    long h = hash;
    h ^= h >>> 33;
    h *= 0xff51afd7ed558ccdL;
    h ^= h >>> 33;
    h *= 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
