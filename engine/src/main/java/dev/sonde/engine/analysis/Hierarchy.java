package dev.sonde.engine.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Records nested by the values of keys, the first key's outermost. A record that lacks a key stays with
 * the values that it has before it.
 */
public final class Hierarchy {

  /**
   * A group of records.
   *
   * @param path values of the keys, the outermost first
   * @param totalNanos null where no time is known
   */
  public record Group(List<String> path, long records, long spans, @Nullable Long totalNanos) {
    public Group {
      path = List.copyOf(path);
    }
  }

  /**
   * Values of a key that lie below several values of the key above it: there the one is no part of the
   * other.
   *
   * @param level of the key, from 1
   * @param values different values of the key
   * @param shared those of them that lie below several
   * @param examples the first of these, with what they lie below
   */
  public record Split(int level, long values, long shared, Map<String, List<String>> examples) {}

  private static final class Node {
    final @Nullable Node above;
    final String value;
    final int depth;
    final int number;
    final Map<String, Node> below = new HashMap<>();
    long records;
    long spans;
    long totalNanos;
    boolean timed;

    Node(@Nullable Node above, String value, int depth, int number) {
      this.above = above;
      this.value = value;
      this.depth = depth;
      this.number = number;
    }
  }

  /** Most time first, then most records; what is further out before what is further in. */
  private static final Comparator<Node> MOST =
      Comparator.comparingLong((Node node) -> node.timed ? node.totalNanos : -1)
          .reversed()
          .thenComparing(Comparator.comparingLong((Node node) -> node.records).reversed())
          .thenComparingInt(node -> node.depth)
          .thenComparing(Hierarchy::path, Hierarchy::compare);

  private final List<Node> nodes = new ArrayList<>();
  private final Node root = new Node(null, "", 0, -1);

  /**
   * Adds a group of records with the same values.
   *
   * @param values one for each key; null where the records lack it, and all that follow are passed over
   * @return the group's number; -1 where the records lack the first key
   */
  public int add(List<@Nullable String> values, long records, long spans) {
    Node node = root;
    node.records += records;
    node.spans += spans;
    for (String value : values) {
      if (value == null) {
        break;
      }
      Node above = node;
      node =
          above.below.computeIfAbsent(
              value,
              key -> {
                Node made = new Node(above, key, above.depth + 1, nodes.size());
                nodes.add(made);
                return made;
              });
      node.records += records;
      node.spans += spans;
    }
    return node.number;
  }

  /** Adds time to a group, and to those that it lies in down to a depth. */
  void addTime(int group, int downToDepth, long nanos) {
    for (Node node = nodes.get(group);
        node != null && node.depth > downToDepth;
        node = node.above) {
      node.totalNanos += nanos;
      node.timed = true;
    }
  }

  /** Adds time to a group and to all that it lies in. */
  public void addTime(int group, long nanos) {
    addTime(group, 0, nanos);
  }

  /** How many groups there are. */
  public int size() {
    return nodes.size();
  }

  /** The group that a group lies in; -1 where it is outermost. */
  int above(int group) {
    Node above = nodes.get(group).above;
    return above == null ? -1 : above.number;
  }

  /** Records of which all lack the first key. */
  public long without() {
    return root.records - root.below.values().stream().mapToLong(node -> node.records).sum();
  }

  /**
   * The groups with the most time or records, each with all that it lies in before it, in the order in
   * which an outline is read.
   */
  public List<Group> most(int limit) {
    PriorityQueue<Node> open = new PriorityQueue<>(MOST);
    open.addAll(root.below.values());
    Map<Node, List<Node>> chosen = new HashMap<>();
    for (int taken = 0; taken < limit && !open.isEmpty(); taken++) {
      Node node = open.remove();
      chosen
          .computeIfAbsent(node.above == null ? root : node.above, key -> new ArrayList<>())
          .add(node);
      open.addAll(node.below.values());
    }
    List<Group> groups = new ArrayList<>();
    lay(root, chosen, groups);
    return groups;
  }

  /** As deep as there are keys. */
  private static void lay(Node node, Map<Node, List<Node>> chosen, List<Group> into) {
    for (Node below : chosen.getOrDefault(node, List.of()).stream().sorted(MOST).toList()) {
      into.add(
          new Group(
              path(below),
              below.records,
              below.spans,
              below.timed ? (Long) below.totalNanos : null));
      lay(below, chosen, into);
    }
  }

  /**
   * For each key but the first, how its values lie below those of the key above it.
   *
   * @param examples how many of those below several to name
   */
  public List<Split> splits(int keys, int examples) {
    List<Split> splits = new ArrayList<>();
    for (int level = 1; level < keys; level++) {
      Map<String, Set<String>> above = new TreeMap<>();
      for (Node node : nodes) {
        if (node.depth == level + 1 && node.above != null) {
          above.computeIfAbsent(node.value, key -> new TreeSet<>()).add(node.above.value);
        }
      }
      Map<String, List<String>> named = new TreeMap<>();
      long shared = 0;
      for (Map.Entry<String, Set<String>> each : above.entrySet()) {
        if (each.getValue().size() > 1 && shared++ < examples) {
          named.put(each.getKey(), List.copyOf(each.getValue()));
        }
      }
      splits.add(new Split(level, above.size(), shared, named));
    }
    return splits;
  }

  private static List<String> path(Node node) {
    List<String> path = new ArrayList<>();
    for (Node each = node; each != null && each.depth > 0; each = each.above) {
      path.addFirst(each.value);
    }
    return path;
  }

  private static int compare(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
