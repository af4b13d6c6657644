package dev.sonde.demo.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a task is to run.
 *
 * @param reason for people
 */
record Placement(Cluster.Member member, String reason) {

  /** The one that holds most of what the task needs; of several, the one that has least to do. */
  static Placement choose(
      TaskState task, List<Cluster.Member> free, Map<String, TaskState> states) {
    Map<String, Long> held = new HashMap<>();
    for (String key : task.spec.dependencies()) {
      TaskState dependency = states.get(key);
      if (dependency != null && dependency.worker != null) {
        held.merge(dependency.worker, dependency.bytes, Long::sum);
      }
    }
    Cluster.Member best = free.getFirst();
    for (Cluster.Member each : free) {
      long more = held.getOrDefault(each.id, 0L) - held.getOrDefault(best.id, 0L);
      if (more > 0 || (more == 0 && each.processing < best.processing)) {
        best = each;
      }
    }
    long bytes = held.getOrDefault(best.id, 0L);
    return new Placement(
        best, bytes > 0 ? "holds " + bytes + " bytes of what it needs" : "has least to do");
  }
}
