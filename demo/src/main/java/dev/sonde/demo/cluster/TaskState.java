package dev.sonde.demo.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a task stands, as the scheduler knows it. */
final class TaskState {

  enum Stage {
    WAITING,
    READY,
    PROCESSING,
    MEMORY,
    ERRED,
    RELEASED
  }

  final TaskSpec spec;
  final int order;
  final List<TaskState> dependents = new ArrayList<>();
  final Set<String> missing = new HashSet<>();
  Stage stage = Stage.WAITING;
  int attempts;
  int unfinishedDependents;
  long bytes;
  long submitted;
  long ready;
  boolean wanted;
  boolean held;
  @Nullable String worker;

  TaskState(TaskSpec spec, int order) {
    this.spec = spec;
    this.order = order;
    missing.addAll(spec.dependencies());
  }

  String key() {
    return spec.key();
  }
}
