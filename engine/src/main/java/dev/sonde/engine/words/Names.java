package dev.sonde.engine.words;

/** Names within sentences: keys may be thousands of characters long. */
public final class Names {

  private static final int LONGEST = 60;

  private Names() {}

  /** The name with its middle left out where it is long. */
  public static String cut(String name) {
    if (name.length() <= LONGEST) {
      return name;
    }
    int head = LONGEST * 2 / 3;
    int tail = name.length() - (LONGEST - head - 1);
    // Not between the two halves of one character.
    head -= Character.isHighSurrogate(name.charAt(head - 1)) ? 1 : 0;
    tail += Character.isLowSurrogate(name.charAt(tail)) ? 1 : 0;
    return name.substring(0, head) + "…" + name.substring(tail);
  }
}
