package dev.sonde.engine.analysis;

import java.util.Arrays;

/**
 * What failed by itself, what fell with it, and how much cannot run because of it. The graph holds the
 * tasks that erred and those that have not started; an edge leads from a dependency to what needs it.
 *
 * <p>An erred task without an erred one upstream is a root. Where erred tasks form a cycle that nothing
 * erred leads to, the one with the lowest number is taken for the root.
 */
public final class Downfall {

  /** How many sources are followed at once: one bit each. */
  private static final int BATCH = Long.SIZE;

  private final Graph graph;
  private final boolean[] erred;
  private final int[] component;
  private final int[] sorted;
  private final int[] roots;

  /**
   * @param erred by node
   */
  public Downfall(Graph graph, boolean[] erred) {
    this.graph = graph;
    this.erred = erred.clone();
    this.component = graph.components();
    this.sorted = byComponent(component);
    this.roots = inherit();
  }

  /**
   * The erred task at the top of what an erred or waiting task fell with, the lowest number of several; -1
   * for a root, and for a task that nothing erred leads to.
   */
  public int root(int node) {
    return roots[node] == node ? -1 : roots[node];
  }

  /** How many tasks that have not erred are downstream of one that has. */
  public long stopped() {
    long stopped = 0;
    for (int node = 0; node < erred.length; node++) {
      stopped += !erred[node] && roots[node] >= 0 ? 1 : 0;
    }
    return stopped;
  }

  /** For each source, how many other tasks are downstream of it, however far. */
  public long[] downstream(int[] sources) {
    int[] position = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      position[sorted[i]] = i;
    }
    // Neighbours in the order have much of their downstream in common, which keeps each batch
    // short.
    Integer[] order = new Integer[sources.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Integer.compare(position[sources[a]], position[sources[b]]));
    long[] counts = new long[sources.length];
    long[] reached = new long[sorted.length];
    for (int start = 0; start < order.length; start += BATCH) {
      int size = Math.min(BATCH, order.length - start);
      int[] batch = new int[size];
      for (int i = 0; i < size; i++) {
        batch[i] = sources[order[start + i]];
      }
      long[] found = batch(batch, reached, position);
      for (int i = 0; i < size; i++) {
        counts[order[start + i]] = found[i];
      }
    }
    return counts;
  }

  /** Leaves {@code reached} as it was, all zero. It is by component, the rest by node. */
  private long[] batch(int[] sources, long[] reached, int[] position) {
    Tally tally = new Tally();
    int from = sorted.length;
    int last = -1;
    for (int i = 0; i < sources.length; i++) {
      int whole = component[sources[i]];
      reached[whole] |= 1L << i;
      from = Math.min(from, startOf(position[sources[i]]));
      last = Math.max(last, whole);
    }
    int at = from;
    while (at < sorted.length && component[sorted[at]] <= last) {
      long mask = reached[component[sorted[at]]];
      if (mask != 0) {
        tally.add(mask);
        last = Math.max(last, spread(sorted[at], mask, reached));
      }
      at++;
    }
    for (int i = from; i < at; i++) {
      reached[component[sorted[i]]] = 0;
    }
    long[] counts = new long[sources.length];
    for (int i = 0; i < counts.length; i++) {
      // A source is no victim of its own.
      counts[i] = tally.of(i) - 1;
    }
    return counts;
  }

  private int spread(int node, long mask, long[] reached) {
    int last = -1;
    for (int place = graph.first(node); place < graph.first(node + 1); place++) {
      int next = component[graph.successor(place)];
      reached[next] |= mask;
      last = Math.max(last, next);
    }
    return last;
  }

  /** Where the component of the node at this position begins. */
  private int startOf(int position) {
    int start = position;
    while (start > 0 && component[sorted[start - 1]] == component[sorted[position]]) {
      start--;
    }
    return start;
  }

  /** In topological order, each component takes the lowest root of all that leads to it. */
  private int[] inherit() {
    int nodes = sorted.length;
    int[] above = new int[nodes];
    Arrays.fill(above, -1);
    int[] result = new int[nodes];
    int start = 0;
    while (start < nodes) {
      int whole = component[sorted[start]];
      int end = start;
      int own = Integer.MAX_VALUE;
      while (end < nodes && component[sorted[end]] == whole) {
        own = erred[sorted[end]] ? Math.min(own, sorted[end]) : own;
        end++;
      }
      int root = above[whole] >= 0 ? above[whole] : own == Integer.MAX_VALUE ? -1 : own;
      for (int i = start; i < end; i++) {
        result[sorted[i]] = root;
        hand(sorted[i], root, above);
      }
      start = end;
    }
    return result;
  }

  private void hand(int node, int root, int[] above) {
    if (root < 0) {
      return;
    }
    for (int place = graph.first(node); place < graph.first(node + 1); place++) {
      int next = component[graph.successor(place)];
      if (next != component[node]) {
        above[next] = above[next] < 0 ? root : Math.min(above[next], root);
      }
    }
  }

  private static int[] byComponent(int[] component) {
    int[] first = new int[component.length + 1];
    for (int number : component) {
      first[number + 1]++;
    }
    for (int i = 0; i < component.length; i++) {
      first[i + 1] += first[i];
    }
    int[] sorted = new int[component.length];
    for (int node = 0; node < component.length; node++) {
      sorted[first[component[node]]++] = node;
    }
    return sorted;
  }

  /** Counts how often each of 64 bits was seen, in two steps a mask on average: digits across words. */
  private static final class Tally {

    private final long[] digits = new long[Integer.SIZE];

    void add(long mask) {
      long carry = mask;
      for (int i = 0; carry != 0; i++) {
        long digit = digits[i];
        digits[i] = digit ^ carry;
        carry &= digit;
      }
    }

    long of(int bit) {
      long count = 0;
      for (int i = 0; i < digits.length; i++) {
        count |= ((digits[i] >>> bit) & 1L) << i;
      }
      return count;
    }
  }
}
