package dev.sonde.engine.analysis.execution;

/** Sorts numbers of things by keys that stand beside them, without a box for each. */
public final class Order {

  /** More places at once than this would not stay near: a pass writes to as many as a digit has values. */
  private static final int MOST_BITS = 10;

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
    return sorted ? numbers.clone() : byDigits(keys, numbers, least, most - least);
  }

  /** The least digit first. The keys move along, so that each pass reads one after another. */
  private static int[] byDigits(long[] keys, int[] numbers, long least, long range) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(range);
    int passes = (bits + MOST_BITS - 1) / MOST_BITS;
    int width = (bits + passes - 1) / passes;
    int last = (1 << width) - 1;
    int[] from = numbers.clone();
    int[] to = new int[from.length];
    long[] fromKeys = new long[from.length];
    long[] toKeys = new long[from.length];
    int[][] places = new int[passes][last + 2];
    for (int i = 0; i < from.length; i++) {
      long key = keys[from[i]] - least;
      fromKeys[i] = key;
      for (int pass = 0; pass < passes; pass++) {
        places[pass][(int) (key >>> (pass * width) & last) + 1]++;
      }
    }
    for (int pass = 0; pass < passes; pass++) {
      int[] place = places[pass];
      for (int i = 0; i < last; i++) {
        place[i + 1] += place[i];
      }
      int shift = pass * width;
      for (int i = 0; i < from.length; i++) {
        long key = fromKeys[i];
        int at = place[(int) (key >>> shift & last)]++;
        to[at] = from[i];
        toKeys[at] = key;
      }
      int[] swap = from;
      from = to;
      to = swap;
      long[] swapKeys = fromKeys;
      fromKeys = toKeys;
      toKeys = swapKeys;
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
