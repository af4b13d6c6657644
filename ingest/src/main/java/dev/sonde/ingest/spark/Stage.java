package dev.sonde.ingest.spark;

import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a stage when its tasks are told of. */
final class Stage {

  final long id;
  final @Nullable String name;
  final List<Long> parents;
  final long tasks;

  /** The job that asked for it first, null where that came before the log. */
  @Nullable Long job;

  @Nullable Long jobSubmitted;

  /** Of the newest attempt at the stage, null while none was submitted. */
  @Nullable Long submitted;

  /** All tasks of its parents, where they are known and not too many. */
  @Nullable Value dependencies;

  Stage(long id, @Nullable String name, List<Long> parents, long tasks) {
    this.id = id;
    this.name = name;
    this.parents = List.copyOf(parents);
    this.tasks = tasks;
  }

  static Stage of(long id, Attributes info) {
    List<Long> parents = new ArrayList<>();
    for (Value parent : Members.list(info, "Parent IDs")) {
      if (parent instanceof Value.Int number) {
        parents.add(number.value());
      }
    }
    Long tasks = info.integer("Number of Tasks");
    return new Stage(id, info.text("Stage Name"), parents, tasks == null ? 0 : tasks);
  }

  /** A kind of task: where in the program its stage was asked for. */
  String prefix() {
    return name == null || name.isEmpty() ? "stage " + id : name;
  }

  void describe(Attributes.Builder attributes) {
    if (dependencies != null) {
      attributes.put(Keys.TASK_DEPENDENCIES, dependencies);
    }
    attributes.put(Keys.TASK_PREFIX, prefix());
  }
}
