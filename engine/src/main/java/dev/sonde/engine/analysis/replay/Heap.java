package dev.sonde.engine.analysis.replay;

import java.util.Arrays;

/**
 * Numbers by a key, least first; of equal keys the lesser number. Four below each: a heap of a hundred
 * thousand is half as deep, and its neighbours lie in one line of the cache.
 */
final class Heap {

  private long[] keys = new long[64];
  private int[] numbers = new int[64];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** The least key. */
  long key() {
    return keys[0];
  }

  void add(long key, int number) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    int at = size++;
    while (at > 0) {
      int above = (at - 1) >>> 2;
      if (!isBefore(key, number, above)) {
        break;
      }
      keys[at] = keys[above];
      numbers[at] = numbers[above];
      at = above;
    }
    keys[at] = key;
    numbers[at] = number;
  }

  /** Takes the number with the least key. */
  int remove() {
    int first = numbers[0];
    long key = keys[--size];
    int number = numbers[size];
    int at = 0;
    while (true) {
      int child = 4 * at + 1;
      if (child >= size) {
        break;
      }
      int last = Math.min(child + 4, size);
      for (int other = child + 1; other < last; other++) {
        if (isBefore(keys[other], numbers[other], child)) {
          child = other;
        }
      }
      if (!isBefore(keys[child], numbers[child], key, number)) {
        break;
      }
      keys[at] = keys[child];
      numbers[at] = numbers[child];
      at = child;
    }
    keys[at] = key;
    numbers[at] = number;
    return first;
  }

  private boolean isBefore(long key, int number, int place) {
    return isBefore(key, number, keys[place], numbers[place]);
  }

  private static boolean isBefore(long key, int number, long otherKey, int otherNumber) {
    return key < otherKey || (key == otherKey && number < otherNumber);
  }
}
