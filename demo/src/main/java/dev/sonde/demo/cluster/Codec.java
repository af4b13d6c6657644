package dev.sonde.demo.cluster;

import java.nio.ByteBuffer;

/** Numbers as bytes. */
public final class Codec {

  private Codec() {}

  public static byte[] bytes(double[] numbers) {
    byte[] bytes = new byte[Math.multiplyExact(numbers.length, Double.BYTES)];
    ByteBuffer.wrap(bytes).asDoubleBuffer().put(numbers);
    return bytes;
  }

  public static double[] numbers(byte[] bytes) {
    double[] numbers = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(numbers);
    return numbers;
  }
}
