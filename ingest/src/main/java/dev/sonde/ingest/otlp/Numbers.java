package dev.sonde.ingest.otlp;

import org.jspecify.annotations.Nullable;

/** Numbers and ids out of text and bytes. */
final class Numbers {

  private Numbers() {}

  /** The number that up to 18 digits make; -1 where it is anything else. */
  static long digits(char[] chars, int offset, int length) {
    if (length == 0 || length > 18) {
      return length == 19 && chars[offset] < '9' ? digits19(chars, offset) : -1;
    }
    return decimal(chars, offset, length);
  }

  private static long digits19(char[] chars, int offset) {
    return decimal(chars, offset, 19);
  }

  private static long decimal(char[] chars, int offset, int length) {
    long value = 0;
    for (int i = offset; i < offset + length; i++) {
      int digit = chars[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Any way to write a whole number that fits 64 bits, signed or not; null for all else. */
  static @Nullable Long whole(String text) {
    try {
      return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      Double real = real(text);
      return real != null && real == Math.rint(real) && Math.abs(real) < 0x1p63
          ? (Long) real.longValue()
          : null;
    }
  }

  /** A number, or one of the three words of protobuf's JSON for what is not finite. */
  static @Nullable Double real(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> finite(text);
    };
  }

  private static @Nullable Double finite(String text) {
    // Java also reads "0x1p3", "1d" and padding as numbers; JSON does not.
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        return null;
      }
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static boolean isHex(char[] chars, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (Character.digit(chars[i], 16) < 0 || chars[i] > 'f') {
        return false;
      }
    }
    return true;
  }

  /** Sixteen characters that are known to be hexadecimal digits. */
  static long hex16(char[] chars, int offset) {
    long value = 0;
    for (int i = offset; i < offset + 16; i++) {
      value = (value << 4) | Character.digit(chars[i], 16);
    }
    return value;
  }

  static long bigEndian(byte[] bytes, int offset) {
    return bigEndian(bytes, offset, 8);
  }

  static long bigEndian(byte[] bytes, int offset, int length) {
    long value = 0;
    for (int i = offset; i < offset + length; i++) {
      value = (value << 8) | (bytes[i] & 0xff);
    }
    return value;
  }
}
