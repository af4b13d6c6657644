package dev.sonde.engine.activity;

import dev.sonde.engine.analysis.Downfall;
import dev.sonde.engine.analysis.Graph;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of the runs in scope that erred, which of them fell with another, and what each keeps from
 * running. Keys stay in the store, but for those of erred tasks: a run may have a million that wait.
 */
public final class Failures {

  private static final Sql NODES = Sql.of(Failures.class, "failed_nodes");
  private static final Sql EDGES = Sql.of(Failures.class, "failed_edges");

  /**
   * An erred task.
   *
   * @param root the key that it fell with, null for a root
   * @param blocking tasks downstream of it that erred with it or have not started
   */
  public record Failed(String run, String key, @Nullable String root, long blocking) {}

  private record Node(int number, String run, String key, int nodes) {}

  private final List<Failed> list;
  private final long stopped;

  private Failures(List<Failed> list, long stopped) {
    this.list = List.copyOf(list);
    this.stopped = stopped;
  }

  /** Asks two narrow questions, whatever the options: what is upstream counts wherever it ran. */
  public static Failures of(Ask ask) {
    Map<String, Object> binds = TaskKeys.inRun(ask);
    List<Node> erred = ask.rows(TaskKeys.inRun(NODES, ask), binds, Failures::node);
    if (erred.isEmpty()) {
      return new Failures(List.of(), 0);
    }
    int nodes = erred.getFirst().nodes();
    boolean[] failed = new boolean[nodes];
    int[] sources = new int[erred.size()];
    Map<Integer, String> keys = new HashMap<>();
    for (int i = 0; i < sources.length; i++) {
      Node node = erred.get(i);
      sources[i] = node.number();
      failed[node.number()] = true;
      keys.put(node.number(), node.key());
    }
    Downfall downfall = new Downfall(edges(ask, binds, nodes), failed);
    long[] blocking = downfall.downstream(sources);
    List<Failed> list = new ArrayList<>(sources.length);
    for (int i = 0; i < sources.length; i++) {
      Node node = erred.get(i);
      list.add(
          new Failed(node.run(), node.key(), keys.get(downfall.root(node.number())), blocking[i]));
    }
    return new Failures(list, downfall.stopped());
  }

  /** In no particular order. */
  public List<Failed> list() {
    return list;
  }

  public long roots() {
    return list.stream().filter(failed -> failed.root() == null).count();
  }

  /** Tasks that have not started and are downstream of one that erred. */
  public long stopped() {
    return stopped;
  }

  private static Graph edges(Ask ask, Map<String, Object> binds, int nodes) {
    int[][] ends = {new int[1024], new int[1024]};
    int[] count = {0};
    ask.stream(
        TaskKeys.inRun(EDGES, ask),
        binds,
        row -> {
          if (count[0] == ends[0].length) {
            ends[0] = Arrays.copyOf(ends[0], 2 * count[0]);
            ends[1] = Arrays.copyOf(ends[1], 2 * count[0]);
          }
          ends[0][count[0]] = (int) row.integer("from_number");
          ends[1][count[0]++] = (int) row.integer("to_number");
          return true;
        });
    return Graph.of(nodes, Arrays.copyOf(ends[0], count[0]), Arrays.copyOf(ends[1], count[0]));
  }

  private static Node node(Row row) {
    return new Node(
        (int) row.integer("number"),
        row.text("run_id"),
        row.text("task_key"),
        (int) row.integer("nodes"));
  }
}
