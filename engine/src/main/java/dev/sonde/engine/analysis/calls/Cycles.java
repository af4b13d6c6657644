package dev.sonde.engine.analysis.calls;

import dev.sonde.engine.analysis.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ways in a graph that come back to where they began, without passing any node twice; the shortest first,
 * each from its first name on.
 */
public final class Cycles {

  /** A way from one name to another. */
  public record Way(String from, String to) {}

  /**
   * @param cycles names in the order of the ways
   * @param complete false where there are more
   */
  public record Found(List<List<String>> cycles, boolean complete) {}

  /** Steps of the search; a dense graph has more cycles than could ever be listed. */
  private static final int STEPS = 400_000;

  /** Nodes from which cycles are looked for; what each costs is a number for every node. */
  private static final int STARTS = 500;

  private final List<String> names;
  private final int[][] next;
  private final int[] component;
  private final int most;
  private final Set<List<String>> found = new LinkedHashSet<>();
  private int steps;
  private boolean cut;

  private Cycles(Set<String> nodes, Iterable<Way> ways, int most) {
    this.most = most;
    this.names = List.copyOf(nodes);
    Map<String, Integer> numbers = new HashMap<>();
    names.forEach(name -> numbers.put(name, numbers.size()));
    List<TreeSet<Integer>> after = new ArrayList<>();
    names.forEach(_ -> after.add(new TreeSet<>()));
    for (Way way : ways) {
      after.get(number(numbers, way.from)).add(number(numbers, way.to));
    }
    this.next = new int[names.size()][];
    for (int i = 0; i < next.length; i++) {
      next[i] = after.get(i).stream().mapToInt(Integer::intValue).toArray();
    }
    this.component = components();
  }

  private static int number(Map<String, Integer> numbers, String name) {
    Integer number = numbers.get(name);
    if (number == null) {
      throw new IllegalArgumentException("no node " + name);
    }
    return number;
  }

  /**
   * The cycles of a graph.
   *
   * @param most cycles to list
   */
  public static Found of(List<Way> ways, int most) {
    Set<String> nodes = new TreeSet<>();
    for (Way way : ways) {
      nodes.add(way.from);
      nodes.add(way.to);
    }
    Cycles cycles = new Cycles(nodes, ways, most);
    cycles.search();
    List<List<String>> all = new ArrayList<>(cycles.found);
    all.sort(
        Comparator.<List<String>>comparingInt(List::size)
            .thenComparing(cycle -> String.join("\0", cycle)));
    boolean more = all.size() > most;
    return new Found(List.copyOf(more ? all.subList(0, most) : all), !more && !cycles.cut);
  }

  private int[] components() {
    int ways = Arrays.stream(next).mapToInt(to -> to.length).sum();
    int[] from = new int[ways];
    int[] to = new int[ways];
    int at = 0;
    for (int i = 0; i < next.length; i++) {
      for (int successor : next[i]) {
        from[at] = i;
        to[at++] = successor;
      }
    }
    return Graph.of(names.size(), from, to).components();
  }

  /** Length by length, so that what is cut is what is long. */
  private void search() {
    int[] sizes = new int[names.size() + 1];
    for (int node = 0; node < names.size(); node++) {
      sizes[component[node]]++;
    }
    List<Integer> starts = new ArrayList<>();
    int longest = 1;
    for (int node = 0; node < names.size(); node++) {
      boolean loop = Arrays.binarySearch(next[node], node) >= 0;
      if (sizes[component[node]] > 1 || loop) {
        starts.add(node);
        longest = Math.max(longest, sizes[component[node]]);
      }
    }
    if (starts.size() > STARTS) {
      starts = starts.subList(0, STARTS);
      cut = true;
    }
    boolean few = cut;
    Map<Integer, int[]> ways = new HashMap<>();
    for (int length = 1; length <= longest && found.size() <= most && cut == few; length++) {
      for (int start : starts) {
        int[] home = ways.computeIfAbsent(start, this::home);
        if (home[start] >= 0 && home[start] <= length) {
          from(start, length, home);
        }
      }
    }
  }

  /** How many ways from each node back to a start, through later nodes alone; -1 where there is none. */
  private int[] home(int start) {
    int[] far = new int[names.size()];
    Arrays.fill(far, -1);
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
    List<List<Integer>> before = before(start);
    while (!open.isEmpty()) {
      int node = open.removeFirst();
      int ways = node == start ? 1 : far[node] + 1;
      for (int earlier : before.get(node)) {
        if (far[earlier] < 0) {
          far[earlier] = ways;
          if (earlier != start) {
            open.add(earlier);
          }
        }
      }
    }
    return far;
  }

  private List<List<Integer>> before(int start) {
    List<List<Integer>> before = new ArrayList<>();
    names.forEach(_ -> before.add(new ArrayList<>()));
    for (int node = start; node < names.size(); node++) {
      for (int successor : next[node]) {
        if (successor >= start && component[node] == component[start]) {
          before.get(successor).add(node);
        }
      }
    }
    return before;
  }

  /** Cycles of one length from a start; recursion is a stack of its own, as cycles may be long. */
  private void from(int start, int length, int[] home) {
    int[] path = new int[length];
    int[] place = new int[length];
    boolean[] on = new boolean[names.size()];
    path[0] = start;
    on[start] = true;
    int depth = 0;
    while (depth >= 0 && found.size() <= most) {
      if (++steps > STEPS) {
        cut = true;
        return;
      }
      int node = path[depth];
      if (place[depth] == next[node].length) {
        on[node] = false;
        depth--;
        continue;
      }
      int successor = next[node][place[depth]++];
      int left = length - depth - 1;
      if (successor == start && left == 0) {
        found.add(Arrays.stream(path).mapToObj(names::get).toList());
      } else if (left > 0 && fits(successor, start, left, home) && !on[successor]) {
        path[++depth] = successor;
        place[depth] = 0;
        on[successor] = true;
      }
    }
  }

  private static boolean fits(int node, int start, int left, int[] home) {
    return node > start && home[node] >= 0 && home[node] <= left;
  }
}
