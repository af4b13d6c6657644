package dev.sonde.engine.analysis.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Cycles of calls are found, the shortest first")
class CyclesTest {

  private static Cycles.Way way(int from, int to) {
    return new Cycles.Way("n" + from, "n" + to);
  }

  /** Every way from each node that comes back, tried one by one. */
  private static Set<String> tried(boolean[][] edges) {
    Set<String> all = new TreeSet<>();
    for (int start = 0; start < edges.length; start++) {
      walk(edges, new ArrayList<>(List.of(start)), all);
    }
    return all;
  }

  private static void walk(boolean[][] edges, List<Integer> path, Set<String> all) {
    int start = path.getFirst();
    for (int next = start; next < edges.length; next++) {
      if (!edges[path.getLast()][next]) {
        continue;
      }
      if (next == start) {
        all.add(path.stream().map(node -> "n" + node).toList().toString());
      } else if (!path.contains(next)) {
        List<Integer> further = new ArrayList<>(path);
        further.add(next);
        walk(edges, further, all);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void all_cycles_of_small_graphs_are_found(long seed) {
    Random random = new Random(seed);
    boolean[][] edges = new boolean[7][7];
    List<Cycles.Way> ways = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 7; j++) {
        if (random.nextInt(4) == 0) {
          edges[i][j] = true;
          ways.add(way(i, j));
        }
      }
    }
    Cycles.Found found = Cycles.of(ways, 10_000);

    assertThat(found.complete()).isTrue();
    assertThat(found.cycles().stream().map(List::toString))
        .as("seed " + seed)
        .containsExactlyInAnyOrderElementsOf(tried(edges));
    assertThat(found.cycles().stream().map(List::size)).isSorted();
  }

  @Test
  void a_dense_graph_and_a_long_ring_end_and_say_whether_that_is_all() {
    List<Cycles.Way> dense = new ArrayList<>();
    List<Cycles.Way> ring = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < 60; j++) {
        if (i != j) {
          dense.add(way(i, j));
        }
      }
    }
    for (int i = 0; i < 400; i++) {
      ring.add(way(i, (i + 1) % 400));
    }
    Cycles.Found many = Cycles.of(dense, 100);
    Cycles.Found one = Cycles.of(ring, 100);

    assertThat(many.complete()).isFalse();
    assertThat(many.cycles()).hasSize(100).allMatch(cycle -> cycle.size() == 2);
    assertThat(one.complete()).isTrue();
    assertThat(one.cycles()).hasSize(1);
    assertThat(one.cycles().getFirst()).hasSize(400).startsWith("n0", "n1");
  }
}
