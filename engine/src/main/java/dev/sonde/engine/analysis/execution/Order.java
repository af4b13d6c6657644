package dev.sonde.engine.analysis.execution;

/** Sorts numbers of things by keys that stand beside them, without a box for each. */
public final class Order {

  private static final int BITS = 11;
  private static final int DIGITS = 1 << BITS;

  private Order() {}

  /** 0 to n − 1 by their keys, least first; those with equal keys stay in their order. */
  public static int[] by(long[] keys) {
    int[] all = new int[keys.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return by(keys, all);
  }

  /** These numbers by their keys, least first; those with equal keys stay in their order. */
  public static int[] by(long[] keys, int[] numbers) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    boolean sorted = true;
    for (int i = 0; i < numbers.length; i++) {
      long key = keys[numbers[i]];
      sorted &= key >= most;
      least = Math.min(least, key);
      most = Math.max(most, key);
    }
    int[] from = numbers.clone();
    if (sorted) {
      return from;
    }
    // Times of one run differ in their lower half: a pass for each eleven bits of the range.
    long range = most - least;
    int[] to = new int[numbers.length];
    for (int shift = 0; shift < Long.SIZE && (range >>> shift) != 0; shift += BITS) {
      int[] counts = new int[DIGITS + 1];
      for (int number : from) {
        counts[(int) (((keys[number] - least) >>> shift) & (DIGITS - 1)) + 1]++;
      }
      for (int i = 0; i < DIGITS; i++) {
        counts[i + 1] += counts[i];
      }
      for (int number : from) {
        to[counts[(int) (((keys[number] - least) >>> shift) & (DIGITS - 1))]++] = number;
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  /**
   * How many are at most a value.
   *
   * @param sorted the least first
   */
  public static int upTo(long[] sorted, long value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
