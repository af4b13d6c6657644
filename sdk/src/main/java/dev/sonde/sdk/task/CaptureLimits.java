package dev.sonde.sdk.task;

/**
 * How much of an input or an output is kept.
 *
 * @param characters of text in all; of what is cut, {@code KEY.size_bytes} says the true size. 0 keeps
 *     nothing, and asks for nothing
 * @param depth of values within values; deeper ones are kept as text
 * @param elements of collections, maps, arrays and records in all; where some are left out, {@code
 *     KEY.element_count} says how many the outermost has
 */
public record CaptureLimits(int characters, int depth, int elements) {

  /** What readers keep at most. */
  public static final int MOST_CHARACTERS = 64 * 1024;

  public static final CaptureLimits DEFAULT = new CaptureLimits(MOST_CHARACTERS, 8, 1000);

  /** Nothing is captured. */
  public static final CaptureLimits NOTHING = new CaptureLimits(0, 0, 0);

  public CaptureLimits {
    if (characters < 0 || characters > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "an input keeps from 0 to " + MOST_CHARACTERS + " characters, not " + characters);
    }
    if (depth < 0 || depth > 50 || elements < 0) {
      throw new IllegalArgumentException(
          "depth is from 0 to 50 and elements from 0 on, not " + depth + " and " + elements);
    }
  }
}
