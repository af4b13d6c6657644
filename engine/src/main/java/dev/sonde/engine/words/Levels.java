package dev.sonde.engine.words;

/** Shares as bars of one character. */
public final class Levels {

  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Levels() {}

  /**
   * Blank is exactly nothing: the faintest trace still shows.
   *
   * @param share 0 to 1
   */
  public static char of(double share) {
    return share <= 0
        ? ' '
        : BARS.charAt(Math.min(BARS.length() - 1, (int) (BARS.length() * share)));
  }
}
