package dev.sonde.engine.view.prefixes;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row for each kind of task, most time first. */
public record PrefixesResult(List<Prefix> rows) {

  public PrefixesResult {
    rows = List.copyOf(rows);
  }

  /**
   * A kind of task.
   *
   * @param prefix null where none can be made of the keys
   * @param erred tasks whose last attempt failed
   * @param totalS over all attempts, clipped to the window; null where no attempt's duration is known
   * @param share of the time of all attempts; null where there is none
   * @param meanS as the percentiles, over attempts that began in the window and have ended
   * @param transferBytes received of what such tasks made; null where the source has no sizes
   * @param transferS over all receivers; null where the source has no transfers
   * @param spillBytes written to disk of what such tasks made; null where the source has no spills
   * @param resultBytes null where no size of a result is known
   * @param states tasks by state; they add up to the tasks
   */
  public record Prefix(
      @Nullable String prefix,
      long tasks,
      long attempts,
      long erred,
      @Nullable Double totalS,
      @Nullable Double share,
      @Nullable Double meanS,
      @Nullable Double p50S,
      @Nullable Double p90S,
      @Nullable Double p99S,
      @Nullable Double maxS,
      @Nullable Long transferBytes,
      @Nullable Double transferS,
      @Nullable Long spillBytes,
      @Nullable Long resultBytes,
      Map<String, Long> states) {

    double secondsOrNone() {
      return totalS == null ? 0 : totalS;
    }
  }
}
