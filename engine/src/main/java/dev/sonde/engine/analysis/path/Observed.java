package dev.sonde.engine.analysis.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a run's time, with what the walk looks up in it. Nothing in it depends on the order
 * in which it was given.
 */
final class Observed {

  /** By end, then by all else: two runs with the same records walk the same way. */
  static final Comparator<Work> BY_END =
      Comparator.comparingLong(Work::endNanos)
          .thenComparingLong(Work::startNanos)
          .thenComparing(Work::attempt)
          .thenComparing(work -> String.valueOf(work.task()))
          .thenComparing(work -> String.valueOf(work.worker()))
          .thenComparing(Work::heading)
          .thenComparing(work -> String.valueOf(work.data()))
          .thenComparing(work -> String.valueOf(work.name()))
          .thenComparing(work -> String.valueOf(work.span()));

  final List<Work> works;
  private final Map<String, List<Work>> ofTask = new HashMap<>();
  private final Map<String, Set<String>> dependencies = new HashMap<>();
  private final List<Work> free = new ArrayList<>();

  /**
   * @param dependencies by task; what moved for a task is added to them
   */
  Observed(List<Work> works, Map<String, List<String>> dependencies) {
    this.works = works.stream().sorted(BY_END).toList();
    dependencies.forEach((task, keys) -> this.dependencies.put(task, new LinkedHashSet<>(keys)));
    for (Work work : this.works) {
      if (work.task() == null) {
        free.add(work);
        continue;
      }
      ofTask.computeIfAbsent(work.task(), key -> new ArrayList<>()).add(work);
      if (work.data() != null && !work.data().equals(work.task())) {
        this.dependencies.computeIfAbsent(work.task(), key -> new HashSet<>()).add(work.data());
      }
    }
  }

  /** In order of their ends. */
  List<Work> of(String task) {
    return ofTask.getOrDefault(task, List.of());
  }

  Set<String> dependencies(String task) {
    return dependencies.getOrDefault(task, Set.of());
  }

  Set<String> tasks() {
    return ofTask.keySet();
  }

  /** What is nobody's: the client's, and the scheduler's as a whole; in order of their ends. */
  List<Work> free() {
    return free;
  }

  /** The last of a list by end that had ended then; -1 where none had. */
  static int lastEnded(List<Work> byEnd, long atNanos) {
    int low = 0;
    int high = byEnd.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (byEnd.get(middle).endNanos() <= atNanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
