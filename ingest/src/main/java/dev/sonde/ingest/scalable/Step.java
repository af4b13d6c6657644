package dev.sonde.ingest.scalable;

import dev.sonde.model.Attributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a row of tasks.jsonl says happened.
 *
 * @param kind null for a word that is none of these
 * @param word as it stands in the row
 * @param name of the task, for the code's map calls with an index
 * @param real whether a row of the start stands for a start: the code writes one at submission
 */
record Step(@Nullable Kind kind, String word, String name, @Nullable String id, boolean real) {

  /** What is not kept under its own name. */
  static final Set<String> USED =
      Set.of(
          "state",
          "task_id",
          "task",
          "args",
          "worker",
          "worker_id",
          "error_type",
          "error_message",
          "error",
          "time");

  enum Kind {
    SUBMITTED("submitted"),
    STARTED("processing"),
    SUCCEEDED("memory"),
    FAILED("erred"),
    CANCELLED("cancelled");

    private final String state;

    Kind(String state) {
      this.state = state;
    }

    /** The word of the conventions. */
    String state() {
      return state;
    }
  }

  /** Null where the row is of no dialect. */
  static @Nullable Step of(Attributes row) {
    String event = row.text("event");
    String task = row.text("task");
    if (event != null && event.startsWith("task_") && task != null) {
      String word = event.substring("task_".length());
      return new Step(kind(word), word, task, row.text("task_id"), true);
    }
    String state = row.text("state");
    String id = row.text("task_id");
    String name = row.text("task_name");
    if (state == null || id == null || id.isEmpty()) {
      return null;
    }
    return new Step(kind(state), state, name == null ? id : name, id, !row.has("event_type"));
  }

  private static @Nullable Kind kind(String word) {
    return switch (word) {
      case "submitted" -> Kind.SUBMITTED;
      case "running", "started" -> Kind.STARTED;
      case "succeeded", "completed" -> Kind.SUCCEEDED;
      case "failed" -> Kind.FAILED;
      case "cancelled" -> Kind.CANCELLED;
      default -> null;
    };
  }

  /** The name without the index that map calls add. */
  String prefix() {
    int open = name.endsWith("]") ? name.lastIndexOf('[') : -1;
    boolean index =
        open > 0
            && open < name.length() - 2
            && name.substring(open + 1, name.length() - 1).chars().allMatch(Character::isDigit);
    return index ? name.substring(0, open) : name;
  }
}
