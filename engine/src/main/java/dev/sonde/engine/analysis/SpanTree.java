package dev.sonde.engine.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a trace as a tree, in the order in which it is read. Damage does not lose a span: one
 * whose parent is missing stands at the root and is marked, and so does the earliest of a circle.
 */
public final class SpanTree {

  /**
   * A span.
   *
   * @param id 0 for none
   * @param parent the parent's id, null for none
   * @param party whose span it is; where ids repeat, a parent is looked for at the same party first
   * @param endNanos null while open
   */
  public record Node(
      long id,
      @Nullable Long parent,
      @Nullable String party,
      long startNanos,
      @Nullable Long endNanos) {}

  /**
   * A span's place.
   *
   * @param index into the nodes that were given
   * @param selfNanos its time without that of its children, null while open
   */
  public record Place(int index, int depth, @Nullable Long selfNanos, boolean orphan) {}

  private final List<Node> nodes;
  private final long horizon;
  private final List<List<Integer>> children = new ArrayList<>();
  private final List<Integer> roots = new ArrayList<>();
  private final boolean[] orphans;
  private final boolean[] placed;
  private final List<Place> places = new ArrayList<>();

  private SpanTree(List<Node> nodes, long horizon) {
    this.nodes = nodes;
    this.horizon = horizon;
    this.orphans = new boolean[nodes.size()];
    this.placed = new boolean[nodes.size()];
  }

  /**
   * @param nodes in any order
   * @param horizonNanos how far open spans reach
   */
  public static List<Place> of(List<Node> nodes, long horizonNanos) {
    SpanTree tree = new SpanTree(nodes, horizonNanos);
    tree.link();
    for (int root : tree.roots) {
      tree.place(root);
    }
    tree.circles();
    return tree.places;
  }

  private void link() {
    Map<Long, List<Integer>> byId = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      children.add(new ArrayList<>());
      if (nodes.get(i).id() != 0) {
        byId.computeIfAbsent(nodes.get(i).id(), id -> new ArrayList<>()).add(i);
      }
    }
    for (int i = 0; i < nodes.size(); i++) {
      Long parent = nodes.get(i).parent();
      int found = parent == null ? -1 : nearest(byId.getOrDefault(parent, List.of()), nodes.get(i));
      if (found >= 0) {
        children.get(found).add(i);
      } else {
        orphans[i] = parent != null;
        roots.add(i);
      }
    }
    Comparator<Integer> order =
        Comparator.<Integer>comparingLong(i -> nodes.get(i).startNanos()).thenComparing(i -> i);
    roots.sort(order);
    children.forEach(list -> list.sort(order));
  }

  /** Of several with the parent's id: the one of the same party that began last before the child. */
  private int nearest(List<Integer> candidates, Node child) {
    int best = -1;
    for (int candidate : candidates) {
      if (best < 0 || rank(candidate, child) > rank(best, child)) {
        best = candidate;
      }
    }
    return best;
  }

  private long rank(int candidate, Node child) {
    Node node = nodes.get(candidate);
    boolean sameParty = Objects.equals(node.party(), child.party());
    boolean before = node.startNanos() <= child.startNanos();
    // Times are some 2^61; halved, they leave room for what counts more.
    return (sameParty ? 1L << 62 : 0) + (before ? node.startNanos() / 2 : -1);
  }

  /** Places a span and all below it; the way is kept by hand, as a chain may be a million long. */
  private void place(int root) {
    Deque<int[]> open = new ArrayDeque<>();
    open.push(new int[] {root, 0});
    while (!open.isEmpty()) {
      int[] next = open.pop();
      int index = next[0];
      if (placed[index]) {
        continue;
      }
      placed[index] = true;
      places.add(new Place(index, next[1], self(index), orphans[index]));
      List<Integer> below = children.get(index);
      for (int i = below.size() - 1; i >= 0; i--) {
        open.push(new int[] {below.get(i), next[1] + 1});
      }
    }
  }

  /** What no root leads to is in a circle, or hangs from one. */
  private void circles() {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (!placed[i]) {
        left.add(i);
      }
    }
    left.sort(Comparator.comparingLong(i -> nodes.get(i).startNanos()));
    for (int index : left) {
      if (!placed[index]) {
        orphans[index] = true;
        place(index);
      }
    }
  }

  private @Nullable Long self(int index) {
    Node node = nodes.get(index);
    if (node.endNanos() == null) {
      return null;
    }
    long covered = 0;
    long reached = node.startNanos();
    for (int child : children.get(index)) {
      Node below = nodes.get(child);
      long from = Math.max(reached, below.startNanos());
      long to = Math.min(node.endNanos(), below.endNanos() == null ? horizon : below.endNanos());
      if (to > from) {
        covered += to - from;
        reached = to;
      }
    }
    return node.endNanos() - node.startNanos() - covered;
  }
}
