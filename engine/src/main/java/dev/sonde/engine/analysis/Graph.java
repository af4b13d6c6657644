package dev.sonde.engine.analysis;

import java.util.Arrays;

/**
 * A directed graph of numbered nodes, successors in one array each. Cycles, self edges and repeated edges
 * are allowed: what systems report is not always a DAG.
 */
public final class Graph {

  private final int[] first;
  private final int[] successors;

  private Graph(int[] first, int[] successors) {
    this.first = first;
    this.successors = successors;
  }

  /**
   * @param nodes how many; edges run between 0 and this, exclusive
   * @param from sources of edges
   * @param to targets, in the same order
   */
  public static Graph of(int nodes, int[] from, int[] to) {
    int[] first = new int[nodes + 1];
    for (int source : from) {
      first[source + 1]++;
    }
    for (int i = 0; i < nodes; i++) {
      first[i + 1] += first[i];
    }
    int[] next = Arrays.copyOf(first, nodes);
    int[] successors = new int[from.length];
    for (int i = 0; i < from.length; i++) {
      successors[next[from[i]]++] = to[i];
    }
    return new Graph(first, successors);
  }

  public int nodes() {
    return first.length - 1;
  }

  /** Place of a node's first successor; the last lies before the place of the next node's first. */
  int first(int node) {
    return first[node];
  }

  int successor(int place) {
    return successors[place];
  }

  /**
   * Strongly connected components, by number for each node. Numbers are a topological order: an edge
   * between two components leads to the higher number.
   */
  public int[] components() {
    return new Components().number();
  }

  /** Tarjan's algorithm with a stack of its own: chains are a hundred thousand long. */
  private final class Components {

    private final int[] order = new int[nodes()];
    private final int[] low = new int[nodes()];
    private final int[] component = new int[nodes()];
    private final int[] place = new int[nodes()];
    private final int[] path = new int[nodes()];
    private final int[] open = new int[nodes()];
    private int depth;
    private int opened;
    private int visited;
    private int found;

    int[] number() {
      Arrays.fill(component, -1);
      for (int node = 0; node < nodes(); node++) {
        if (order[node] == 0) {
          from(node);
        }
      }
      // Components are found from the last to the first.
      for (int node = 0; node < nodes(); node++) {
        component[node] = found - 1 - component[node];
      }
      return component;
    }

    private void from(int start) {
      enter(start);
      while (depth > 0) {
        int node = path[depth - 1];
        if (place[node] < first[node + 1]) {
          int next = successors[place[node]++];
          if (order[next] == 0) {
            enter(next);
          } else if (component[next] < 0) {
            low[node] = Math.min(low[node], order[next]);
          }
        } else {
          leave(node);
        }
      }
    }

    private void enter(int node) {
      order[node] = ++visited;
      low[node] = visited;
      place[node] = first[node];
      path[depth++] = node;
      open[opened++] = node;
    }

    private void leave(int node) {
      depth--;
      if (depth > 0) {
        int before = path[depth - 1];
        low[before] = Math.min(low[before], low[node]);
      }
      if (low[node] == order[node]) {
        int member;
        do {
          member = open[--opened];
          component[member] = found;
        } while (member != node);
        found++;
      }
    }
  }
}
