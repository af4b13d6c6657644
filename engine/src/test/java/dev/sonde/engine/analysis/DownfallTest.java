package dev.sonde.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DownfallTest {

  private static Graph graph(int nodes, int[]... edges) {
    int[] from = new int[edges.length];
    int[] to = new int[edges.length];
    for (int i = 0; i < edges.length; i++) {
      from[i] = edges[i][0];
      to[i] = edges[i][1];
    }
    return Graph.of(nodes, from, to);
  }

  private static int[] edge(int from, int to) {
    return new int[] {from, to};
  }

  private static boolean[] erred(int nodes, int... which) {
    boolean[] erred = new boolean[nodes];
    for (int node : which) {
      erred[node] = true;
    }
    return erred;
  }

  @Test
  void a_root_fell_with_nothing_and_stops_all_that_is_downstream() {
    // 2 → 0 → 1 → 3, and 4 aside; 2 and 1 erred.
    Downfall downfall = new Downfall(graph(5, edge(2, 0), edge(0, 1), edge(1, 3)), erred(5, 1, 2));

    assertThat(downfall.root(2)).isEqualTo(-1);
    assertThat(downfall.root(1)).isEqualTo(2);
    assertThat(downfall.root(3)).isEqualTo(2);
    assertThat(downfall.root(4)).isEqualTo(-1);
    assertThat(downfall.stopped()).isEqualTo(2);
    assertThat(downfall.downstream(new int[] {1, 2, 4})).containsExactly(1, 3, 0);
  }

  @Test
  void what_two_roots_stop_counts_for_each_of_them_once() {
    Downfall downfall =
        new Downfall(
            graph(4, edge(0, 2), edge(1, 2), edge(2, 3), edge(0, 3), edge(0, 2)), erred(4, 0, 1));

    assertThat(downfall.downstream(new int[] {0, 1})).containsExactly(2, 2);
    assertThat(downfall.root(2)).isZero();
    assertThat(downfall.stopped()).isEqualTo(2);
  }

  @Test
  void a_cycle_and_a_self_edge_end_and_the_lowest_of_a_cycle_is_its_root() {
    Downfall cycle =
        new Downfall(
            graph(4, edge(3, 1), edge(1, 3), edge(3, 0), edge(2, 2)), erred(4, 0, 1, 2, 3));

    assertThat(cycle.root(1)).isEqualTo(-1);
    assertThat(cycle.root(3)).isEqualTo(1);
    assertThat(cycle.root(0)).isEqualTo(1);
    assertThat(cycle.root(2)).isEqualTo(-1);
    assertThat(cycle.downstream(new int[] {0, 1, 2, 3})).containsExactly(0, 2, 0, 2);
  }

  @Test
  void a_chain_of_a_hundred_thousand_erred_tasks_has_one_root() {
    int nodes = 100_000;
    int[] from = new int[nodes - 1];
    int[] to = new int[nodes - 1];
    int[] all = new int[nodes];
    boolean[] erred = new boolean[nodes];
    for (int i = 0; i < nodes; i++) {
      all[i] = i;
      erred[i] = true;
      if (i > 0) {
        from[i - 1] = i - 1;
        to[i - 1] = i;
      }
    }
    Downfall downfall = new Downfall(Graph.of(nodes, from, to), erred);

    assertThat(downfall.root(0)).isEqualTo(-1);
    assertThat(downfall.root(nodes - 1)).isZero();
    long[] counts = downfall.downstream(all);
    for (int i = 0; i < nodes; i++) {
      assertThat(counts[i]).isEqualTo(nodes - 1 - i);
    }
  }

  @Test
  void counts_and_roots_agree_with_following_every_edge_on_random_graphs() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int nodes = 1 + random.nextInt(150);
      List<List<Integer>> successors = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        successors.add(new ArrayList<>());
      }
      int[] from = new int[random.nextInt(2 * nodes)];
      int[] to = new int[from.length];
      boolean cyclic = random.nextBoolean();
      for (int i = 0; i < from.length; i++) {
        int a = random.nextInt(nodes);
        int b = random.nextInt(nodes);
        from[i] = cyclic ? a : Math.max(a, b);
        to[i] = cyclic ? b : Math.min(a, b);
        successors.get(from[i]).add(to[i]);
      }
      boolean[] erred = new boolean[nodes];
      int[] all = new int[nodes];
      for (int i = 0; i < nodes; i++) {
        erred[i] = random.nextInt(4) == 0;
        all[i] = i;
      }
      Downfall downfall = new Downfall(Graph.of(nodes, from, to), erred);
      List<Set<Integer>> reach = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        reach.add(reach(i, successors));
      }
      long[] counts = downfall.downstream(all);
      for (int node = 0; node < nodes; node++) {
        Set<Integer> others = new TreeSet<>(reach.get(node));
        others.remove(node);
        assertThat(counts[node]).as("seed %d, node %d", seed, node).isEqualTo(others.size());
        assertThat(downfall.root(node))
            .as("seed %d, root of %d", seed, node)
            .isEqualTo(root(node, erred, reach));
      }
    }
  }

  /** The lowest erred one upstream that is itself a root, -1 for none and for a root. */
  private static int root(int node, boolean[] erred, List<Set<Integer>> reach) {
    for (int above = 0; above < erred.length; above++) {
      boolean leads = above == node || reach.get(above).contains(node);
      if (erred[above] && leads && isRoot(above, erred, reach)) {
        return above == node ? -1 : above;
      }
    }
    return -1;
  }

  private static boolean isRoot(int node, boolean[] erred, List<Set<Integer>> reach) {
    for (int above = 0; above < erred.length; above++) {
      boolean mutual = reach.get(node).contains(above);
      if (above != node
          && erred[above]
          && reach.get(above).contains(node)
          && (!mutual || above < node)) {
        return false;
      }
    }
    return true;
  }

  private static Set<Integer> reach(int start, List<List<Integer>> successors) {
    Set<Integer> reached = new TreeSet<>();
    Deque<Integer> open = new ArrayDeque<>(successors.get(start));
    while (!open.isEmpty()) {
      int node = open.pop();
      if (reached.add(node)) {
        open.addAll(successors.get(node));
      }
    }
    return reached;
  }
}
