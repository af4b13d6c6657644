package dev.sonde.engine.activity;

import java.util.Arrays;

/** Small numbers for large ones, without a box for each: a million works name their task by one. */
final class Numbers {

  private static final int FIRST_ROOM = 1024;

  private long[] keys = new long[FIRST_ROOM];
  private int[] values = new int[FIRST_ROOM];
  private int size;

  Numbers() {
    Arrays.fill(keys, -1);
  }

  /**
   * Takes a number for another; the first one stays.
   *
   * @param key not negative
   */
  void put(long key, int value) {
    if (2 * size >= keys.length) {
      grow();
    }
    int place = place(key);
    if (keys[place] < 0) {
      keys[place] = key;
      values[place] = value;
      size++;
    }
  }

  /** The number for another; -1 where there is none. */
  int get(long key) {
    if (key < 0) {
      return -1;
    }
    int place = place(key);
    return keys[place] < 0 ? -1 : values[place];
  }

  /** The keys are spread evenly as they are. */
  private int place(long key) {
    int place = (int) (key ^ (key >>> 32)) & (keys.length - 1);
    while (keys[place] >= 0 && keys[place] != key) {
      place = (place + 1) & (keys.length - 1);
    }
    return place;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[keys.length];
    Arrays.fill(keys, -1);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] >= 0) {
        int place = place(oldKeys[i]);
        keys[place] = oldKeys[i];
        values[place] = oldValues[i];
      }
    }
  }
}
