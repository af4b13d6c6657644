package dev.sonde.engine.analysis;

import java.util.Arrays;

/**
 * The time of spans in groups, where a span that lies within another of the same group counts once: what
 * an agent does within what it does is no more time of that agent. Holds some 45 bytes a span.
 */
public final class Nesting {

  private static final int NONE = -1;

  private int count;
  private long[] ids = new long[1024];
  private long[] parents = new long[1024];
  private long[] nanos = new long[1024];
  private int[] groups = new int[1024];

  /** What stands for no id, no parent, no duration. */
  public static final long NOTHING = Long.MIN_VALUE;

  /**
   * Adds a span.
   *
   * @param id {@link #NOTHING} for none
   * @param parent {@link #NOTHING} for none
   * @param group its number in the hierarchy, -1 for none
   * @param durationNanos {@link #NOTHING} while it is open: it counts for nothing, but what lies in it does
   *     not count again
   */
  public void add(long id, long parent, int group, long durationNanos) {
    if (count == ids.length) {
      int more = count + count / 2;
      ids = Arrays.copyOf(ids, more);
      parents = Arrays.copyOf(parents, more);
      nanos = Arrays.copyOf(nanos, more);
      groups = Arrays.copyOf(groups, more);
    }
    ids[count] = id;
    parents[count] = parent;
    groups[count] = group;
    nanos[count++] = durationNanos;
  }

  /** Adds the time of every span to those groups in which it is outermost. */
  public void into(Hierarchy hierarchy) {
    int[] firstBelow = new int[count];
    int[] nextBeside = new int[count];
    Arrays.fill(firstBelow, NONE);
    boolean[] isBelow = new boolean[count];
    link(firstBelow, nextBeside, isBelow);
    boolean[] seen = new boolean[count];
    int[] active = new int[hierarchy.size()];
    int[] way = new int[64];
    for (int span = 0; span < count; span++) {
      if (!isBelow[span]) {
        way = walk(span, firstBelow, nextBeside, seen, active, way, hierarchy);
      }
    }
    // What no root leads to is in a circle; its way round begins at the least id, in whatever order
    // they came.
    int[] left = new int[count];
    int circles = 0;
    for (int span = 0; span < count; span++) {
      if (!seen[span]) {
        left[circles++] = span;
      }
    }
    Integer[] byId = new Integer[circles];
    Arrays.setAll(byId, i -> left[i]);
    Arrays.sort(byId, (a, b) -> Long.compare(ids[a], ids[b]));
    for (int span : byId) {
      if (!seen[span]) {
        way = walk(span, firstBelow, nextBeside, seen, active, way, hierarchy);
      }
    }
  }

  private void link(int[] firstBelow, int[] nextBeside, boolean[] isBelow) {
    int size = Math.max(16, Integer.highestOneBit(Math.max(1, count)) * 4);
    int[] table = new int[size];
    Arrays.fill(table, NONE);
    for (int span = 0; span < count; span++) {
      if (ids[span] != NOTHING) {
        int place = place(table, ids[span]);
        // Of several with one id the same is taken in whatever order they come.
        if (table[place] == NONE || isBefore(span, table[place])) {
          table[place] = span;
        }
      }
    }
    for (int span = 0; span < count; span++) {
      if (parents[span] != NOTHING) {
        int parent = table[place(table, parents[span])];
        if (parent != NONE && parent != span) {
          isBelow[span] = true;
          nextBeside[span] = firstBelow[parent];
          firstBelow[parent] = span;
        }
      }
    }
  }

  private boolean isBefore(int a, int b) {
    if (groups[a] != groups[b]) {
      return groups[a] < groups[b];
    }
    return parents[a] != parents[b] ? parents[a] < parents[b] : nanos[a] < nanos[b];
  }

  /** Where an id stands, or would. */
  private int place(int[] table, long id) {
    long mixed = id * 0x9E3779B97F4A7C15L;
    int place = (int) (mixed >>> 32) & (table.length - 1);
    while (table[place] != NONE && ids[table[place]] != id) {
      place = (place + 1) & (table.length - 1);
    }
    return place;
  }

  /** Goes through all below a span; the way is kept by hand, as a chain may be a million long. */
  private int[] walk(
      int root,
      int[] firstBelow,
      int[] nextBeside,
      boolean[] seen,
      int[] active,
      int[] reused,
      Hierarchy hierarchy) {
    int[] way = reused;
    int depth = 0;
    way[depth++] = root;
    enter(root, active, seen, hierarchy);
    while (depth > 0) {
      int span = way[depth - 1];
      int below = firstBelow[span];
      if (below == NONE) {
        leave(span, active, hierarchy);
        depth--;
        continue;
      }
      firstBelow[span] = nextBeside[below];
      if (!seen[below]) {
        if (depth == way.length) {
          way = Arrays.copyOf(way, 2 * depth);
        }
        way[depth++] = below;
        enter(below, active, seen, hierarchy);
      }
    }
    return way;
  }

  private void enter(int span, int[] active, boolean[] seen, Hierarchy hierarchy) {
    seen[span] = true;
    int nested = 0;
    int depth = 0;
    for (int group = groups[span]; group >= 0; group = hierarchy.above(group)) {
      depth++;
      if (active[group]++ > 0) {
        nested++;
      }
    }
    // Where it is nested in a group, it is so in all that the group lies in.
    if (nanos[span] != NOTHING && depth > nested) {
      hierarchy.addTime(groups[span], nested, nanos[span]);
    }
  }

  private void leave(int span, int[] active, Hierarchy hierarchy) {
    for (int group = groups[span]; group >= 0; group = hierarchy.above(group)) {
      active[group]--;
    }
  }
}
