package dev.sonde.engine.view.tasks;

import dev.sonde.engine.report.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks in the order asked for. */
public record TasksResult(List<Task> rows) {

  /**
   * One task, as of its last attempt.
   *
   * @param attempts 0 where it never started
   * @param durationS null while it runs, where it never started, and where its call was not recorded
   * @param queueS from ready to the start of the last attempt; null where either is unknown
   * @param inputs by name, as they were captured
   */
  public record Task(
      String key,
      @Nullable String prefix,
      String state,
      @Nullable String worker,
      long attempts,
      @Nullable Long startNs,
      @Nullable Double durationS,
      @Nullable Double queueS,
      Json inputs,
      @Nullable String error) {}

  public TasksResult {
    rows = List.copyOf(rows);
  }
}
