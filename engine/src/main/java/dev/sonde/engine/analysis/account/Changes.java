package dev.sonde.engine.analysis.account;

import dev.sonde.engine.analysis.execution.Order;
import java.util.Arrays;

/** Steps up and down of counters, in the order of time once all are known. */
final class Changes {

  private long[] at = new long[4096];
  private int[] counter = new int[4096];
  private int[] host = new int[4096];
  private byte[] by = new byte[4096];
  private int size;

  /** One more from a moment on, and one less from another on; nothing where they are in no order. */
  void stretch(int which, int worker, long from, long to) {
    stretch(which, worker, from, to, 1);
  }

  void stretch(int which, int worker, long from, long to, int step) {
    if (from < to) {
      add(which, worker, from, step);
      add(which, worker, to, -step);
    }
  }

  private void add(int which, int worker, long moment, int step) {
    if (size == at.length) {
      at = Arrays.copyOf(at, size * 2);
      counter = Arrays.copyOf(counter, size * 2);
      host = Arrays.copyOf(host, size * 2);
      by = Arrays.copyOf(by, size * 2);
    }
    at[size] = moment;
    counter[size] = which;
    host[size] = worker;
    by[size++] = (byte) step;
  }

  int[] order() {
    return Order.by(Arrays.copyOf(at, size));
  }

  long at(int change) {
    return at[change];
  }

  int counter(int change) {
    return counter[change];
  }

  int host(int change) {
    return host[change];
  }

  int by(int change) {
    return by[change];
  }
}
