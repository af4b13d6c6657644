package dev.sonde.ingest.json;

import org.jspecify.annotations.Nullable;

/** Ids of spans: those that are written as hexadecimal digits, and those that are made from content. */
public final class Ids {

  private Ids() {}

  /**
   * The number that up to 16 hexadecimal digits mean, dashes and {@code 0x} left out; of more digits the
   * last 16. Null where there is another character or none.
   */
  public static @Nullable Long low(String text) {
    String digits = digits(text);
    if (digits == null) {
      return null;
    }
    return Long.parseUnsignedLong(digits.substring(Math.max(0, digits.length() - 16)), 16);
  }

  /** What stands before the last 16 digits; 0 where there is nothing. */
  public static long high(String text) {
    String digits = digits(text);
    if (digits == null || digits.length() <= 16) {
      return 0;
    }
    return Long.parseUnsignedLong(digits.substring(0, digits.length() - 16), 16);
  }

  private static @Nullable String digits(String text) {
    String plain = text.strip().replace("-", "");
    plain = plain.startsWith("0x") ? plain.substring(2) : plain;
    if (plain.isEmpty() || plain.length() > 32) {
      return null;
    }
    for (int i = 0; i < plain.length(); i++) {
      if (Character.digit(plain.charAt(i), 16) < 0 || plain.charAt(i) > 'f') {
        return null;
      }
    }
    return plain;
  }

  /** A number from contents, equal for equal ones and never 0: FNV-1a with the bits mixed after it. */
  public static long made(Object... parts) {
    long hash = 0xcbf29ce484222325L;
    for (Object part : parts) {
      String text = part.toString();
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      }
      hash = (hash ^ 0x1f) * 0x100000001b3L;
    }
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }
}
