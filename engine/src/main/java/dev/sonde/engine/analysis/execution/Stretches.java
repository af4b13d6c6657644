package dev.sonde.engine.analysis.execution;

import java.util.Arrays;

/** Stretches of time that do not touch, in order: a worker's presence, when the scheduler was at work. */
public final class Stretches {

  public static final Stretches NONE = new Stretches(new long[0]);

  /** From and to in turn. */
  private final long[] edges;

  private Stretches(long[] edges) {
    this.edges = edges;
  }

  /** The union of stretches that may overlap; empty ones are left out. */
  public static Stretches union(long[] from, long[] to) {
    int[] order = Order.by(from);
    long[] edges = new long[2 * from.length];
    int used = 0;
    for (int i : order) {
      if (to[i] <= from[i]) {
        continue;
      }
      if (used > 0 && from[i] <= edges[used - 1]) {
        edges[used - 1] = Math.max(edges[used - 1], to[i]);
      } else {
        edges[used++] = from[i];
        edges[used++] = to[i];
      }
    }
    return new Stretches(Arrays.copyOf(edges, used));
  }

  /** How many there are. */
  public int size() {
    return edges.length / 2;
  }

  public long from(int stretch) {
    return edges[2 * stretch];
  }

  public long to(int stretch) {
    return edges[2 * stretch + 1];
  }

  public boolean contains(long moment) {
    return (before(moment) & 1) == 1;
  }

  /** The first moment at or after this one that is not in any. */
  public long endOf(long moment) {
    int place = before(moment);
    return (place & 1) == 1 ? edges[place] : moment;
  }

  /** The first moment at or after this one that is in one; {@link Long#MAX_VALUE} where none is. */
  public long nextFrom(long moment) {
    int place = before(moment);
    if ((place & 1) == 1) {
      return moment;
    }
    return place < edges.length ? edges[place] : Long.MAX_VALUE;
  }

  /** Nanoseconds of them within bounds. */
  public long within(long from, long to) {
    long sum = 0;
    for (int i = before(from) / 2 * 2; i < edges.length && edges[i] < to; i += 2) {
      sum += Math.max(0, Math.min(to, edges[i + 1]) - Math.max(from, edges[i]));
    }
    return sum;
  }

  /** All of them together, in nanoseconds. */
  public long total() {
    long sum = 0;
    for (int i = 0; i < edges.length; i += 2) {
      sum += edges[i + 1] - edges[i];
    }
    return sum;
  }

  /** Hands over the edges strictly within bounds, in order. */
  public void edgesWithin(long from, long to, java.util.function.LongConsumer action) {
    for (int i = before(from); i < edges.length && edges[i] < to; i++) {
      if (edges[i] > from) {
        action.accept(edges[i]);
      }
    }
  }

  /** These without the others. */
  public Stretches without(Stretches others) {
    if (others.edges.length == 0) {
      return this;
    }
    long[] left = new long[edges.length + others.edges.length];
    int used = 0;
    for (int i = 0; i < edges.length; i += 2) {
      long at = edges[i];
      while (at < edges[i + 1]) {
        long begin = others.endOf(at);
        if (begin >= edges[i + 1]) {
          break;
        }
        long until = Math.min(edges[i + 1], others.nextFrom(begin));
        left[used++] = begin;
        left[used++] = until;
        at = until;
      }
    }
    return new Stretches(Arrays.copyOf(left, used));
  }

  /** How many edges are at or before a moment. */
  private int before(long moment) {
    int found = Arrays.binarySearch(edges, moment);
    if (found < 0) {
      return -found - 1;
    }
    // One may end where the next begins only if they were not united; edges differ.
    return found + 1;
  }
}
