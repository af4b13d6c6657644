package dev.sonde.engine.view.runs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs, the newest first unless told otherwise. */
public record RunsResult(List<RunRow> rows) {

  /**
   * One run.
   *
   * @param name null where nobody named it
   * @param status as the run itself says, e.g. {@code ok}, {@code error}, {@code running}; null where it
   *     says nothing
   * @param startedNs null where none of its records has a time
   * @param tasks of any state
   * @param failed tasks that erred in the end
   * @param retried tasks that were tried more than once
   * @param unfinished tasks that neither finished nor failed nor were given up
   * @param efficiency time of attempts over the slots' time; null where no worker's slots are known
   */
  public record RunRow(
      String run,
      @Nullable String name,
      @Nullable String status,
      @Nullable Long startedNs,
      @Nullable Double wallClockS,
      long tasks,
      long failed,
      long retried,
      long cancelled,
      long unfinished,
      long workers,
      @Nullable Double efficiency,
      long cacheHits,
      long cacheLookups) {}
}
